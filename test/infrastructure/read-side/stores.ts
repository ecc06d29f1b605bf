import { DatabaseSync } from 'node:sqlite'
import type { RowStore } from '../../../infrastructure/read-side/row-store.js'
import { sqliteRows } from '../../../infrastructure/read-side/sqlite-rows.js'
import { createIndexesSql, createTableSql } from '../../../infrastructure/read-side/table-sql.js'
import { writeBehindRows } from '../../../infrastructure/read-side/write-behind-rows.js'
import type { MemoryLimits } from '../../../infrastructure/read-side/write-behind-table.js'
import { allTables } from './tables.js'

const emptyDatabase = (): DatabaseSync => {
  const database = new DatabaseSync(':memory:')
  for (const table of allTables) database.exec(createTableSql(table))
  return database
}

/** Empty tables in SQLite, with all their indexes. */
export const emptySqliteRows = (): RowStore => {
  const database = emptyDatabase()
  for (const sql of allTables.flatMap(createIndexesSql)) database.exec(sql)
  return sqliteRows(database)
}

/** Empty tables behind a memory with these limits. */
export const emptyWriteBehindRows = (limits: MemoryLimits): RowStore => writeBehindRows(emptyDatabase(), limits)
