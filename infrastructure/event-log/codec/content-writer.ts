import { t } from '../../../application/prelude.js'
import { canonicalJson } from '../../../domain/log/canonical-json.js'
import { hasChoices, hasItems, hasMembers, isBrand, wrapsOne } from './codec-kinds.js'
import { narrowTexts } from './content-check.js'

/** Writes content that is exactly what its codec says. */
export type ContentWriter = (value: unknown) => string

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const astray = (): never => {
  throw new TypeError('content that is written must be exactly what its codec says')
}

const plain: ContentWriter = (value) => (isPlain(value) ? canonicalJson(value) : astray())

/** Texts of the narrow forms hold nothing that JSON would write in another way. */
const narrow: ContentWriter = (value) => (typeof value === 'string' ? `"${value}"` : astray())

const objectWriter = (props: Readonly<Record<string, t.Mixed>>): ContentWriter | undefined => {
  const members: Array<{ readonly name: string; readonly start: string; readonly write: ContentWriter }> = []
  for (const [name, codec] of Object.entries(props).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const write = contentWriter(codec)
    if (write === undefined) return undefined
    members.push({ name, start: `${members.length === 0 ? '{' : ','}${JSON.stringify(name)}:`, write })
  }
  if (members.length === 0) return undefined
  return (value) => {
    if (!isObject(value)) return astray()
    let text = ''
    for (const { name, start, write } of members) text += start + write(value[name])
    return `${text}}`
  }
}

const arrayWriter = (item: ContentWriter | undefined): ContentWriter | undefined =>
  item && ((value) => (Array.isArray(value) ? `[${value.map((member) => item(member)).join(',')}]` : astray()))

/** Of the choices at most one may be an object: then the value itself says which it is. */
const choiceWriter = (choices: ReadonlyArray<t.Mixed>): ContentWriter | undefined => {
  const writers = choices.map(contentWriter)
  if (writers.includes(undefined)) return undefined
  const [composite, ...more] = writers.filter((writer) => writer !== plain && writer !== narrow)
  if (more.length > 0) return undefined
  return composite === undefined ? plain : (value) => (isObject(value) ? composite(value) : plain(value))
}

const isPlainKind = (codec: t.Mixed): boolean =>
  codec instanceof t.StringType || codec instanceof t.NumberType || codec instanceof t.BooleanType ||
  codec instanceof t.NullType || codec instanceof t.KeyofType || codec instanceof t.LiteralType

/**
 * Prepares what writes content of a codec as canonical JSON, with the names in their order once and for all; undefined
 * for a codec of which the content alone does not say how to write it. A law compares it with `canonicalJson`.
 * Throws a RangeError for a number that JSON cannot say. Source: RFC 8785 section 3.2.
 */
export const contentWriter = (codec: t.Mixed): ContentWriter | undefined => {
  if (isBrand(codec) && narrowTexts.has(codec)) return narrow
  if (wrapsOne(codec)) return contentWriter(codec.type)
  if (hasMembers(codec)) return objectWriter(codec.props)
  if (hasItems(codec)) return arrayWriter(contentWriter(codec.type))
  if (hasChoices(codec)) return choiceWriter(codec.types)
  return isPlainKind(codec) ? plain : undefined
}
