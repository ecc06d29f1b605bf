import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, PartialRow, Table } from '../../projections/table.js'
import type { Backing } from './held-rows.js'

const asksForLatest = (number: string, { orderBy, limit, ...conditions }: RowQuery<Table>): boolean => {
  if (orderBy?.length !== 1 || limit !== 1 || Object.keys(conditions).length > 0) return false
  return orderBy.every(([column, direction]) => column === number && direction === 'desc')
}

/** Rows that lie by number, the highest of them remembered: a trail asks for it at every event. */
export const withLatestRow = (table: Table, behind: Backing): Backing => {
  const number = table.primaryKey[0] ?? ''
  let latest: AnyRow | null | undefined = null
  const isLatest = (row: PartialRow): boolean => latest !== null && latest?.[number] === row[number]
  return {
    find: (query) => {
      if (!asksForLatest(number, query)) return behind.find(query)
      latest = latest === undefined ? (behind.find(query)[0] ?? null) : latest
      return latest === null ? [] : [latest]
    },
    put: (row) => {
      behind.put(row)
      if (latest !== undefined && (latest === null || Number(row[number]) >= Number(latest[number]))) latest = row
    },
    close: (primaryKey, set) => {
      behind.close(primaryKey, set)
      if (isLatest(primaryKey)) latest = undefined
    },
    remove: (primaryKey) => {
      behind.remove(primaryKey)
      if (isLatest(primaryKey)) latest = undefined
    },
  }
}
