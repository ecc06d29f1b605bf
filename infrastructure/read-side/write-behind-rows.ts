import type { DatabaseSync } from 'node:sqlite'
import type { Change } from '../../projections/projection.js'
import type { Table } from '../../projections/table.js'
import { changeWriter } from './change-writer.js'
import { chooseIndex, indexColumns } from './choose-index.js'
import type { Backing } from './held-rows.js'
import type { RowStore } from './row-store.js'
import { sqliteRows } from './sqlite-rows.js'
import { createIndexesSql } from './table-sql.js'
import { typedEach, typedRows } from './typed-rows.js'
import { writeBehindTable, type MemoryLimits, type WriteBehindTable } from './write-behind-table.js'

/** A row store in front of SQLite whose changes reach the database when memory is full, or at flush. */
export type WriteBehindRows = RowStore & { readonly flush: () => void }

const LIMITS: MemoryLimits = { rows: 20_000, part: 256 }

/** Looks rows up in SQLite; the indexes are made when the first question needs one, so that most rows come before. */
const backing = (database: DatabaseSync, table: Table): Backing => {
  const { rows } = sqliteRows(database)
  const writer = changeWriter(database)
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
    remove: (primaryKey) => writer.remove(table, primaryKey),
  }
}

/**
 * Rows over a database whose tables are there and empty, for one long run of changes: a row that is put, asked for and
 * closed soon after is written once, and rows are written in the order in which they lie.
 */
export const writeBehindRows = (database: DatabaseSync, limits: MemoryLimits = LIMITS): WriteBehindRows => {
  const tables = new Map<string, WriteBehindTable>()
  const rowsOf = (table: Table): WriteBehindTable => {
    const known = tables.get(table.name)
    if (known !== undefined) return known
    const fresh = writeBehindTable(table, backing(database, table), limits)
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
      changes.forEach(applyOne)
      for (const rows of tables.values()) rows.trim()
    },
    flush: () => {
      for (const rows of tables.values()) rows.flush()
    },
  }
}
