import type { Moment } from './time.js'
import type { Rows } from './rows.js'
import type { RowOf, Table } from './table.js'

/**
 * Columns of a table whose rows supersede each other as a whole: the newest that was true and known by a moment
 * counts.
 */
export const versionColumns = { valid_from: 'text', known_from: 'integer' } as const

type Versioned = { readonly valid_from: string; readonly known_from: number }
type VersionTable = Table & { readonly columns: typeof versionColumns & Table['columns'] }

/** The version of one thing that holds at a moment, or undefined where nothing was true and known by then. */
export const versionAt = <T extends VersionTable>(
  rows: Rows,
  versions: T,
  key: Partial<RowOf<T>>,
  moment: Moment,
): RowOf<T> | undefined => {
  const bounds: Partial<Versioned> = { valid_from: moment.validAt, known_from: moment.knownAt }
  return rows.find(versions, {
    equals: key,
    atMost: bounds as Partial<RowOf<T>>,
    orderBy: [['known_from', 'desc']],
    limit: 1,
  })[0]
}
