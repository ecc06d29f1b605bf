import { ObservedEntry } from '../../../domain/values/observed-entry.js'
import { jsonIn } from './json-in-text.js'
import { keyTextIn, type KeyText } from './private-key-text.js'
import { holdsRandomBytes, isBytes } from './random-content.js'

/**
 * Something that must not be recorded, and where: a JSON pointer (RFC 6901) to it, never the content itself.
 */
export type SecretFound = {
  readonly where: string
  readonly looksLike: KeyText | 'JSON web key' | 'bytes' | 'named secret' | 'random content'
}

/**
 * Content of a member whose name is not `known` may not look random; inside a text that is JSON, every name is.
 */
type Place = {
  readonly pointer: string
  readonly known: ReadonlySet<string> | 'all'
  readonly isKnown: boolean
  readonly depth: number
}

const DEEPEST = 40

const secretName = /(?:password|passphrase|passwd|pwd|secret(?:key)?|privatekey(?:bytes|pem|der)?)$|^pin(?:code)?$/

/** What an observation says of a key that was found: `usable` and the like are no secrets. */
const { privateKey: FoundKey } = ObservedEntry.type.props

const namesSecret = (name: string, value: unknown, { known }: Place): boolean =>
  (typeof value === 'string' || typeof value === 'number' || Array.isArray(value)) &&
  secretName.test(name.toLowerCase().replace(/[^a-z]/g, '')) &&
  !(known !== 'all' && known.has(name) && FoundKey.is(value))

const isWebKey = (value: object): boolean =>
  'kty' in value && ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'].some((name) => name in value)

const plainName = /^[\w$.@-]{1,40}$/

const inside = (place: Place, name: string): Place => ({
  ...place,
  pointer: `${place.pointer}/${plainName.test(name) && !holdsRandomBytes(name) ? name : '*'}`,
  isKnown: place.isKnown && (place.known === 'all' || place.known.has(name) || /^\d+$/.test(name)),
  depth: place.depth + 1,
})

const inText = (text: string, place: Place): SecretFound | undefined => {
  const key = keyTextIn(text)
  if (key !== undefined) return { where: place.pointer, looksLike: key }
  if (!place.isKnown && holdsRandomBytes(text)) return { where: place.pointer, looksLike: 'random content' }
  for (const value of jsonIn(text)) {
    const found = inValue(value, { ...place, known: 'all' })
    if (found !== undefined) return found
  }
  return undefined
}

const inMember = (name: string, value: unknown, place: Place): SecretFound | undefined => {
  const here = inside(place, name)
  if (namesSecret(name, value, place)) return { where: here.pointer, looksLike: 'named secret' }
  return inText(name, { ...here, isKnown: true }) ?? inValue(value, here)
}

const inValue = (value: unknown, place: Place): SecretFound | undefined => {
  if (typeof value === 'string') return inText(value, place)
  if (typeof value !== 'object' || value === null) return undefined
  if (isWebKey(value)) return { where: place.pointer, looksLike: 'JSON web key' }
  if (isBytes(value) || place.depth >= DEEPEST) return { where: place.pointer, looksLike: 'bytes' }
  for (const [name, member] of Object.entries(value)) {
    const found = inMember(name, member, place)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The first secret in a value, looking into objects, arrays, member names, and texts that are JSON themselves.
 */
export const secretIn = (value: unknown, known: ReadonlySet<string>): SecretFound | undefined =>
  inValue(value, { pointer: '', known, isKnown: true, depth: 0 })
