import { t } from '../../../application/prelude.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { Instant } from '../../../domain/values/instant.js'
import { SipDomain } from '../../../domain/values/sip-domain.js'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { hasChoices, hasItems, hasMembers, isBrand, wrapsOne } from './codec-kinds.js'

/**
 * Whether content is exactly what its codec says. Its texts in which anything could stand are added to
 * `freeTexts`.
 */
export type ContentCheck = (value: unknown, freeTexts: Array<string>) => boolean

/** Texts of a form so narrow that no secret fits it, nor a letter that JSON would write in another way. */
export const narrowTexts: ReadonlySet<t.Mixed> = new Set<t.Mixed>([
  Fqdn, Instant, SipDomain, SpkiDigest, Thumbprint, ThumbprintSha256, Uuid,
])

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const memberCount = (value: object): number => {
  let count = 0
  for (const _ in value) count += 1
  return count
}

const freeText: ContentCheck = (value, freeTexts) => {
  if (typeof value !== 'string') return false
  freeTexts.push(value)
  return true
}

const objectCheck = (props: Readonly<Record<string, t.Mixed>>): ContentCheck => {
  const names = Object.keys(props)
  const checks = Object.values(props).map(contentCheck)
  return (value, freeTexts) => {
    if (!isObject(value) || memberCount(value) !== names.length) return false
    for (let i = 0; i < names.length; i += 1) {
      if (checks[i]?.(value[names[i] ?? ''], freeTexts) !== true) return false
    }
    return true
  }
}

const arrayCheck = (item: ContentCheck): ContentCheck => (value, freeTexts) =>
  Array.isArray(value) && value.every((member) => item(member, freeTexts))

const choiceCheck = (choices: ReadonlyArray<ContentCheck>): ContentCheck => (value, freeTexts) =>
  choices.some((fits) => fits(value, freeTexts))

/** Events in a row speak of the same certificate, slot or instant: the form of a text is not proved twice in a row. */
const narrowCheck = (isOfForm: (text: string) => boolean): ContentCheck => {
  let last: string | undefined
  return (value) => {
    if (typeof value !== 'string') return false
    if (value !== last && !isOfForm(value)) return false
    last = value
    return true
  }
}

const brandCheck = (codec: t.RefinementType<t.Mixed>): ContentCheck => {
  const inner = contentCheck(codec.type)
  return narrowTexts.has(codec)
    ? narrowCheck((text) => codec.predicate(text))
    : (value, freeTexts) => inner(value, freeTexts) && codec.predicate(value)
}

/**
 * Prepares the check of a codec: forms of branded texts included, members that the codec does not name
 * excluded.
 */
export const contentCheck = (codec: t.Mixed): ContentCheck => {
  if (isBrand(codec)) return brandCheck(codec)
  if (wrapsOne(codec)) return contentCheck(codec.type)
  if (hasMembers(codec)) return objectCheck(codec.props)
  if (hasItems(codec)) return arrayCheck(contentCheck(codec.type))
  if (hasChoices(codec)) return choiceCheck(codec.types.map(contentCheck))
  return codec instanceof t.StringType ? freeText : (value) => codec.is(value)
}
