import { printable } from '../../wording/printable.js'
import type { AnswerKind } from '../../wording/answer-kind.js'
import { csvTables, type CsvTable } from './csv-tables.js'
import { asOf } from '../../wording/items.js'
import { isRecord, type Plain, type PlainRecord } from '../../wording/plain.js'

/** What a spreadsheet takes for a formula when a text begins with it, full-width forms included. Source: OWASP. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/

const MUST_QUOTE = /[",\r\n]|^\s|\s$/

const isScalar = (value: Plain): value is string | number | boolean => typeof value !== 'object'

const cellText = (value: Plain | undefined): string => {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value
  if (isScalar(value)) return String(value)
  return Array.isArray(value) && value.every(isScalar) ? cellText(value.join('; ')) : JSON.stringify(value)
}

/** One cell; numbers stay numbers, and texts are whole and safe to open and to show. Source: RFC 4180 section 2. */
const cell = (value: Plain | undefined): string => {
  const text = printable(cellText(value), Number.POSITIVE_INFINITY)
  return MUST_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const valueAt = (item: PlainRecord, path: string): Plain | undefined => {
  const [first = '', ...rest] = path.split('.')
  const member = item[first]
  if (rest.length === 0) return member
  return isRecord(member) ? valueAt(member, rest.join('.')) : undefined
}

const MOMENT = ['asOf.position', 'asOf.at', 'asOf.knownAt']

const row = (cells: ReadonlyArray<string>): string => `${cells.join(',')}\r\n`

/**
 * The items of an answer as CSV: a header row, one row an item, CRLF. The columns depend on the kind of answer
 * alone; the last three say the moment of the answer. Texts that a spreadsheet would take for a formula begin with an
 * apostrophe. Source: RFC 4180, OWASP CSV Injection.
 */
export const csv = (kind: AnswerKind, document: PlainRecord): string => {
  const { columns, rows }: CsvTable = csvTables[kind]
  const moment = asOf(document)
  const all = [...columns, ...MOMENT]
  const items = rows(document).map((item): PlainRecord => ({ ...item, asOf: moment }))
  return [all, ...items.map((item) => all.map((path) => valueAt(item, path)))]
    .map((values) => row(values.map(cell)))
    .join('')
}
