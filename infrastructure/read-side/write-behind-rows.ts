import type { DatabaseSync } from 'node:sqlite'
import type { Change } from '../../projections/projection.js'
import type { Table } from '../../projections/table.js'
import { changeWriter, type ChangeWriter } from './change-writer.js'
import { chooseIndex, indexColumns, isRowNumber } from './choose-index.js'
import type { Backing } from './held-rows.js'
import type { RowStore } from './row-store.js'
import { sqliteRows } from './sqlite-rows.js'
import { createIndexesSql } from './table-sql.js'
import { typedEach, typedRows } from './typed-rows.js'
import { writeBehindTable, type MemoryLimits, type WriteBehindTable } from './write-behind-table.js'

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

const nothingToDo = (): void => undefined

/** No memory in front: for a table that nobody asks, or whose questions memory cannot answer. */
const straight = (behind: Backing): WriteBehindTable =>
  ({ ...behind, flush: nothingToDo, trim: nothingToDo, isUseless: () => false })

type Front = { rows: WriteBehindTable; isStraight: boolean; readonly behind: Backing }

/** Rows that lie by number mostly come once, one after the other: nothing is gained until somebody asks for them. */
const frontOf = (table: Table, behind: Backing, limits: MemoryLimits): Front => {
  const isStraight = isRowNumber(table)
  return { behind, isStraight, rows: isStraight ? straight(behind) : writeBehindTable(table, behind, limits, false) }
}

/**
 * Rows over a database whose tables are there and empty, for one long run of changes: a row that is put, asked for and
 * closed soon after is written once, and rows are written in the order in which they lie.
 */
export const writeBehindRows = (database: DatabaseSync, limits: MemoryLimits = LIMITS): WriteBehindRows => {
  const writer = changeWriter(database)
  const fronts = new Map<string, Front>()
  const frontFor = (table: Table): Front => {
    const known = fronts.get(table.name)
    if (known !== undefined) return known
    const fresh = frontOf(table, backing(database, writer, table), limits)
    fronts.set(table.name, fresh)
    return fresh
  }
  const asked = (table: Table): WriteBehindTable => {
    const front = frontFor(table)
    if (!front.isStraight) return front.rows
    ...
  }
}
