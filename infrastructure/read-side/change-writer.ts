import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { Change } from '../../projections/projection.js'
import type { AnyRow, PartialRow, Table } from '../../projections/table.js'
import { closeSql, putSql, removeSql } from './table-sql.js'

type Writers = {
  readonly columns: ReadonlyArray<string>
  readonly put: StatementSync
  readonly remove: StatementSync
  /** By the columns that are set. */
  readonly close: Map<string, StatementSync>
}

const cellsOf = (columns: ReadonlyArray<string>, row: PartialRow): Array<SQLInputValue> => {
  const cells: Array<SQLInputValue> = []
  for (const column of columns) {
    const cell = row[column]
    if (cell === undefined) throw new TypeError(`column ${column} is missing`)
    cells.push(cell)
  }
  return cells
}

/** Writes changes to the tables of an open database. A row that lacks a column, or a cell of another kind, throws. */
export type ChangeWriter = {
  readonly write: (change: Change) => void
  readonly put: (table: Table, row: AnyRow) => void
  readonly close: (table: Table, primaryKey: PartialRow, set: PartialRow) => void
  readonly remove: (table: Table, primaryKey: PartialRow) => void
}

/** Makes one change by whatever writes each kind. */
const writing =
  ({ put, close, remove }: Omit<ChangeWriter, 'write'>) =>
  (change: Change): void => {
    if (change.change === 'put') put(change.table, change.row)
    else if (change.change === 'remove') remove(change.table, change.primaryKey)
    else close(change.table, change.primaryKey, change.set)
  }

/** A writer that prepares each statement when it is needed first. */
export const changeWriter = (database: DatabaseSync): ChangeWriter => {
  const tables = new Map<string, Writers>()
  const writersOf = (table: Table): Writers => {
    const known = tables.get(table.name)
    if (known !== undefined) return known
    const writers = {
      columns: Object.keys(table.columns),
      put: database.prepare(putSql(table)),
      remove: database.prepare(removeSql(table)),
      close: new Map<string, StatementSync>(),
    }
    tables.set(table.name, writers)
    return writers
  }
  const put = (table: Table, row: AnyRow): void => {
    const { columns, put: statement } = writersOf(table)
    statement.run(...cellsOf(columns, row))
  }
  const remove = (table: Table, primaryKey: PartialRow): void => {
    writersOf(table).remove.run(...cellsOf(table.primaryKey, primaryKey))
  }
  const close = (table: Table, primaryKey: PartialRow, set: PartialRow): void => {
    const columns = Object.keys(set)
    if (columns.length === 0) return
    const statements = writersOf(table).close
    const name = columns.join()
    const statement = statements.get(name) ?? database.prepare(closeSql(table, columns))
    statements.set(name, statement)
    statement.run(...cellsOf(columns, set), ...cellsOf(table.primaryKey, primaryKey))
  }
  return { put, close, remove, write: writing({ put, close, remove }) }
}
