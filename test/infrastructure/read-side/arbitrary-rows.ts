import fc from 'fast-check'
import { close, put, remove, type Change } from '../../../projections/projection.js'
import type { RowQuery } from '../../../projections/rows.js'
import type { AnyRow, Cell, ColumnKind, PartialRow, Table } from '../../../projections/table.js'
import { allTables } from './tables.js'

/** Few values, so that rows meet; some whose order differs between UTF-16 and UTF-8, or that SQL might misread. */
const text = fc.constantFrom('', 'a', 'b', 'ab', '~', '\u0000', '\uFFFD', '\u{1F600}', "'", '2:ab', 'B')
const integer = fc.constantFrom(-1, 0, 1, 2, 7, 10, Number.MAX_SAFE_INTEGER)
const cells: Readonly<Record<ColumnKind, fc.Arbitrary<Cell>>> = {
  'text': text,
  'integer': integer,
  'text?': fc.option(text),
  'integer?': fc.option(integer),
}

const cellsFor = (table: Table, columns: ReadonlyArray<string>): fc.Arbitrary<AnyRow> =>
  fc.record(
    Object.fromEntries(columns.map((name) => [name, cells[table.columns[name] ?? 'text']])),
    { noNullPrototype: true },
  )

const someCells = (table: Table, columns: ReadonlyArray<string>): fc.Arbitrary<PartialRow> =>
  fc.subarray([...columns]).chain((chosen) => cellsFor(table, chosen))

const changeOf = (table: Table): fc.Arbitrary<Change> => {
  const columns = Object.keys(table.columns)
  const primaryKey = cellsFor(table, table.primaryKey)
  const settable = columns.filter((column) => !table.primaryKey.includes(column))
  return fc.oneof(
    { weight: 4, arbitrary: cellsFor(table, columns).map((row) => put(table, row)) },
    { weight: 2, arbitrary: fc.tuple(primaryKey, someCells(table, settable)).map(([k, set]) => close(table, k, set)) },
    { weight: 1, arbitrary: primaryKey.map((key) => remove(table, key)) },
  )
}

const direction = fc.constantFrom<'asc' | 'desc'>('asc', 'desc')

const orderOf = (columns: ReadonlyArray<string>): fc.Arbitrary<ReadonlyArray<readonly [string, 'asc' | 'desc']>> =>
  fc.subarray([...columns]).chain((chosen) =>
    fc.tuple(...chosen.map((column) => fc.tuple(fc.constant(column), direction))))

const queryOf = (table: Table): fc.Arbitrary<RowQuery<Table>> => {
  const columns = Object.keys(table.columns)
  const bounds = someCells(table, columns)
  return fc.record(
    {
      equals: bounds,
      atMost: bounds,
      atLeast: bounds,
      above: bounds,
      below: bounds,
      openOrAbove: bounds,
      openOrAtLeast: bounds,
      orderBy: orderOf(columns),
      limit: fc.nat(5),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
}

/** Queries that ask for little, as projections do: answers that are not empty. */
const narrowQueryOf = (table: Table): fc.Arbitrary<RowQuery<Table>> =>
  fc.tuple(
    fc.subarray(Object.keys(table.columns), { maxLength: 2 }).chain((chosen) => cellsFor(table, chosen)),
    fc.subarray(Object.keys(table.columns), { maxLength: 1 }).chain((chosen) => cellsFor(table, chosen)),
  ).map(([equals, openOrAtLeast]) => ({ equals, openOrAtLeast }))

/** A change to one of the tables of `tables.ts`. */
export const arbitraryChange = fc.constantFrom(...allTables).chain(changeOf)

/** A question to one of the tables of `tables.ts`. */
export const arbitraryQuestion = fc.constantFrom<Table>(...allTables).chain((table) =>
  fc.oneof(queryOf(table), narrowQueryOf(table)).map((query) => ({ table, query })))
