import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, Cell, PartialRow, Table } from '../../projections/table.js'
import { compareCells } from './compare-cells.js'

type Query = RowQuery<Table>
type Test = (cell: Cell, bound: Cell) => boolean

const known =
  (test: (order: number) => boolean): Test =>
  (cell, bound) =>
    cell !== null && bound !== null && test(compareCells(cell, bound))

const openOr =
  (test: Test): Test =>
  (cell, bound) =>
    cell === null || test(cell, bound)

const above = known((order) => order > 0)
const atLeast = known((order) => order >= 0)

/** Conditions by kind; `equals` comes first because it rules out most. */
const tests = [
  ['equals', (cell: Cell, bound: Cell) => cell === bound],
  ['atMost', known((order) => order <= 0)],
  ['atLeast', atLeast],
  ['above', above],
  ['below', known((order) => order < 0)],
  ['openOrAbove', openOr(above)],
  ['openOrAtLeast', openOr(atLeast)],
] as const

const holdsAll = (row: AnyRow, bounds: PartialRow, test: Test): boolean => {
  for (const column in bounds) if (!test(row[column] ?? null, bounds[column] ?? null)) return false
  return true
}

const holds = (row: AnyRow, query: Query): boolean => {
  for (const [kind, test] of tests) {
    const bounds = query[kind]
    if (bounds !== undefined && !holdsAll(row, bounds, test)) return false
  }
  return true
}

type Order = ReadonlyArray<readonly [string, 'asc' | 'desc']>

/** The whole order of an answer: as asked, then by primary key in the direction of the last column asked. */
export const orderOf = (table: Table, query: Query): Order => {
  const asked = query.orderBy ?? []
  const direction = asked.at(-1)?.[1] ?? 'asc'
  const rest = table.primaryKey.filter((column) => !asked.some(([name]) => name === column))
  return [...asked, ...rest.map((column) => [column, direction] as const)]
}

const compareIn = (column: string, direction: 'asc' | 'desc', a: AnyRow, b: AnyRow): number => {
  const way = compareCells(a[column] ?? null, b[column] ?? null)
  return direction === 'asc' ? way : -way
}

/** As orderOf says; columns of the primary key that were compared before are equal by then. */
const comparing =
  ({ primaryKey }: Table, { orderBy = [] }: Query) =>
  (a: AnyRow, b: AnyRow): number => {
    let last: 'asc' | 'desc' = 'asc'
    for (const [column, direction] of orderBy) {
      const way = compareIn(column, direction, a, b)
      if (way !== 0) return way
      last = direction
    }
    for (const column of primaryKey) {
      const way = compareIn(column, last, a, b)
      if (way !== 0) return way
    }
    return 0
  }

/** Those of the rows that a query asks for, in its order. */
export const selectRows = (
  table: Table,
  query: Query,
  rows: Iterable<{ readonly row: AnyRow }>,
): ReadonlyArray<AnyRow> => {
  const found: Array<AnyRow> = []
  for (const { row } of rows) if (holds(row, query)) found.push(row)
  if (found.length > 1) found.sort(comparing(table, query))
  return query.limit === undefined || found.length <= query.limit ? found : found.slice(0, query.limit)
}
