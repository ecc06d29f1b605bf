import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, Cell, Table } from '../../projections/table.js'
import { changeWriter } from './change-writer.js'
import { eachFound } from './each-found.js'
import type { RowStore } from './row-store.js'
import { parametersOf, selectSql, shapeOf, type Selection } from './select-sql.js'
import { typedEach, typedRows } from './typed-rows.js'

type Query = RowQuery<Table>
type Prepared = Selection & { readonly statement: StatementSync }

const cellOf = (value: SQLOutputValue | undefined): Cell =>
  typeof value === 'string' || typeof value === 'number' ? value : null

const rowOf = (columns: ReadonlyArray<string>, found: Readonly<Record<string, SQLOutputValue>>): AnyRow => {
  const row: Record<string, Cell> = {}
  for (const column of columns) row[column] = cellOf(found[column])
  return row
}

/** A connection of its own for `each`, so that writers go on meanwhile; null: all rows are gathered first. */
export type OpenCursor = () => DatabaseSync | null

function* stream(cursor: DatabaseSync, table: Table, query: Query): Iterable<AnyRow> {
  try {
    const selection = selectSql(table, query)
    const columns = Object.keys(table.columns)
    const found = eachFound(cursor.prepare(selection.sql), parametersOf(query, selection))
    for (const row of found) yield rowOf(columns, row)
  } finally {
    cursor.close()
  }
}

/** Rows in the tables of an open database, which must be there. Statements are prepared once per shape of query. */
export const sqliteRows = (database: DatabaseSync, openCursor: OpenCursor = () => null): RowStore => {
  const selections = new Map<string, Prepared>()
  const prepared = (table: Table, query: Query): Prepared => {
    const shape = shapeOf(table, query)
    const known = selections.get(shape)
    if (known !== undefined) return known
    const selection = selectSql(table, query)
    const fresh = { ...selection, statement: database.prepare(selection.sql) }
    selections.set(shape, fresh)
    return fresh
  }
  const found = (table: Table, query: Query): ReadonlyArray<AnyRow> => {
    const selection = prepared(table, query)
    const columns = Object.keys(table.columns)
    return selection.statement.all(...parametersOf(query, selection)).map((row) => rowOf(columns, row))
  }
  function* each(table: Table, query: Query): Iterable<AnyRow> {
    const cursor = openCursor()
    yield* cursor === null ? found(table, query) : stream(cursor, table, query)
  }
  const { write } = changeWriter(database)
  return {
    rows: {
      find: (table, query) => typedRows(table, found(table, query)),
      each: (table, query) => typedEach(table, each(table, query)),
    },
    apply: (changes) => changes.forEach(write),
  }
}
