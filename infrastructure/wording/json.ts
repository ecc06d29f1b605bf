import type { AnswerKind } from './answer-kind.js'
import { asOf, itemsOf } from './items.js'
import type { PlainRecord } from './plain.js'

/** Characters that JSON lets through and that steer a terminal or turn the direction of writing. */
const STEERING = /[\u007F-\u009F\p{Cf}\p{Zl}\p{Zp}]/gu

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`

/** The same JSON (RFC 8259 section 7), with such characters written as escapes. */
const harmless = (json: string): string =>
  json.replace(STEERING, (character) =>
    Array.from({ length: character.length }, (_, index) => unit(character.charCodeAt(index))).join(''))

/** An answer as one JSON object, indented by two. */
export const json = (document: PlainRecord): string => `${harmless(JSON.stringify(document, null, 2))}\n`

/**
 * The items of an answer, one JSON object a line, each with the moment of the answer as `asOf`. No item: no line.
 */
export const jsonLines = (kind: AnswerKind, document: PlainRecord): string => {
  const moment = asOf(document)
  return itemsOf(kind, document)
    .map((item) => `${harmless(JSON.stringify({ ...item, asOf: moment }))}\n`)
    .join('')
}
