import { privateKeyIn } from '../../domain/input/key-material.js'

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu
const MAX_CHARACTERS = 200
const MAX_PATH_CHARACTERS = 4096

const escaped = (character: string): string => `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`

/**
 * Text from outside, safe to show: whatever steers a terminal or turns the direction of writing is written out, and
 * what is longer than `limit` characters is cut.
 */
export const printable = (text: string, limit: number = MAX_CHARACTERS): string => {
  const characters = Array.from(text)
  const shown = characters.length > limit ? [...characters.slice(0, limit - 1), '…'] : characters
  return shown.join('').replace(INVISIBLE, escaped)
}

/** The text, unless it holds a private key that was typed in the wrong place: that is never repeated. */
export const withoutKey = (text: string): string =>
  privateKeyIn(text) === null ? text : '(not repeated: it looks like a private key)'

/** A path, whole: its end says more than its beginning. */
export const pathWords = (path: string): string => printable(withoutKey(path), MAX_PATH_CHARACTERS)

/** Text from outside, in quotation marks. */
export const quoted = (text: string): string => `"${printable(withoutKey(text))}"`

const MAX_ITEMS = 8

/** Several texts as people list them: `a, b and c`; of more than eight the rest is counted. Nothing: `none`. */
export const listed = (items: ReadonlyArray<string>, conjunction: 'and' | 'or' = 'and'): string => {
  const shown = items.length > MAX_ITEMS ? items.slice(0, MAX_ITEMS - 1) : items
  const rest = items.length - shown.length
  const all = [...shown.map((item) => printable(item)), ...(rest === 0 ? [] : [`${rest} more`])]
  const last = all.at(-1)
  if (last === undefined) return 'none'
  return all.length === 1 ? last : `${all.slice(0, -1).join(', ')} ${conjunction} ${last}`
}
