import type { RowQuery } from '../../projections/rows.js'
import type { Table } from '../../projections/table.js'

type Query = RowQuery<Table>

/** How SQLite names the index that a query is to use; null where the rows are stored by that integer. */
export type IndexName = string | null

/** The name of the nth index of a table. */
export const indexName = (table: Table, nth: number): string => `${table.name}_${nth + 1}`

/** The columns of an index by its name; those of the primary key where none of the table's indexes is called so. */
export const indexColumns = (table: Table, name: IndexName): ReadonlyArray<string> =>
  table.indexes.find((_, nth) => indexName(table, nth) === name) ?? table.primaryKey

/** True where the primary key is SQLite's own row number. */
export const isRowNumber = (table: Table): boolean => {
  const [only] = table.primaryKey
  return only !== undefined && table.primaryKey.length === 1 && table.columns[only] === 'integer'
}

const has = (bounds: object | undefined, column: string): boolean => bounds !== undefined && column in bounds

/** The one column asked to be null or beyond a bound; null where there are none or several. */
export const openColumn = (query: Query): string | null => {
  const open = [...Object.keys(query.openOrAbove ?? {}), ...Object.keys(query.openOrAtLeast ?? {})]
  return open.length === 1 ? (open[0] ?? null) : null
}

const isRange = (query: Query, column: string): boolean =>
  [query.atMost, query.atLeast, query.above, query.below].some((bounds) => has(bounds, column))

/** Equal columns count most, then a range behind them, then an order that needs no sorting. */
const score = (columns: ReadonlyArray<string>, query: Query): number => {
  const firstFree = columns.findIndex((column) => !has(query.equals, column))
  const equal = firstFree === -1 ? columns.length : firstFree
  const next = columns[equal]
  if (next === undefined) return equal
  const range = isRange(query, next) || openColumn(query) === next ? 0.5 : 0
  const order = query.orderBy?.find(([column]) => !has(query.equals, column))?.[0] === next ? 0.25 : 0
  return equal + range + order
}

/**
 * The index of a table that serves a query best, the primary key among equals. SQLite is told which, because without
 * statistics it takes the one that saves a sort over the one that saves a scan.
 */
export const chooseIndex = (table: Table, query: Query): IndexName => {
  const primary = score(table.primaryKey, query)
  const whole = table.primaryKey.every((column) => has(query.equals, column))
  const scores = whole ? [] : table.indexes.map((columns) => score(columns, query))
  const best = scores.reduce((nth, value, candidate) => (value > (scores[nth] ?? 0) ? candidate : nth), 0)
  if ((scores[best] ?? 0) > primary) return indexName(table, best)
  return isRowNumber(table) ? null : `sqlite_autoindex_${table.name}_1`
}
