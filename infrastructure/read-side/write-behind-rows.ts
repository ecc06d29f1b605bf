import type { DatabaseSync } from 'node:sqlite'
import type { Change } from '../../projections/projection.js'
import type { Table } from '../../projections/table.js'
import { adaptiveTable, type AdaptiveTable } from './adaptive-table.js'
import { changeWriter, type ChangeWriter } from './change-writer.js'
import { chooseIndex, indexColumns } from './choose-index.js'
import type { Backing } from './held-rows.js'
import type { RowStore } from './row-store.js'
import { sqliteRows } from './sqlite-rows.js'
import { createIndexesSql } from './table-sql.js'
import { typedEach, typedRows } from './typed-rows.js'
import type { MemoryLimits } from './write-behind-table.js'

/** A row store in front of SQLite whose changes reach the database when memory is full, or at flush. */
export type WriteBehindRows = RowStore & { readonly flush: () => void }

const LIMITS: MemoryLimits = { rows: 32_768, part: 256 }

/** Looks rows up in SQLite; the indexes are made when the first question needs one, so that most rows come before. */
const backing = (database: DatabaseSync, writer: ChangeWriter, table: Table): Backing => {
  const { rows } = sqliteRows(database)
  let indexed = false
  return {
    find: (query) => {
      if (!indexed && indexColumns(table, chooseIndex(table, query)) !== table.primaryKey) {
        for (const sql of createIndexesSql(table)) database.exec(sql)
        indexed = true
      }
      return rows.find(table, query)
    },
    put: (row) => writer.put(table, row),
    close: (primaryKey, set) => writer.close(table, primaryKey, set),
    remove: (primaryKey) => writer.remove(table, primaryKey),
  }
}

/**
 * Rows over a database whose tables are there and empty, for one long run of changes: a row that is put, asked for and
 * closed soon after is written once, and rows are written in the order in which they lie.
 */
export const writeBehindRows = (database: DatabaseSync, limits: MemoryLimits = LIMITS): WriteBehindRows => {
  const writer = changeWriter(database)
  const tables = new Map<string, AdaptiveTable>()
  const rowsOf = (table: Table): AdaptiveTable => {
    const known = tables.get(table.name)
    if (known !== undefined) return known
    const fresh = adaptiveTable(table, backing(database, writer, table), limits)
    tables.set(table.name, fresh)
    return fresh
  }
  const applyOne = (change: Change): void => {
    const rows = rowsOf(change.table)
    if (change.change === 'put') rows.put(change.row)
    else if (change.change === 'remove') rows.remove(change.primaryKey)
    else rows.close(change.primaryKey, change.set)
  }
  return {
    rows: {
      find: (table, query) => typedRows(table, rowsOf(table).find(query)),
      each: (table, query) => typedEach(table, rowsOf(table).find(query)),
    },
    apply: (changes) => {
      for (const change of changes) applyOne(change)
      for (const rows of tables.values()) rows.trim()
    },
    flush: () => {
      for (const rows of tables.values()) rows.flush()
    },
  }
}
