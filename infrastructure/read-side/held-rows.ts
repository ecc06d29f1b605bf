import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, PartialRow, Table } from '../../projections/table.js'
import { isRowNumber } from './choose-index.js'
import { memoryTable, type MemoryTable } from './memory-table.js'
import { rowKey, type RowKey } from './row-key.js'

/** The rows that lie behind memory. */
export type Backing = {
  readonly find: (query: RowQuery<Table>) => ReadonlyArray<AnyRow>
  readonly put: (row: AnyRow) => void
  readonly remove: (primaryKey: PartialRow) => void
}

/** Rows of one table in memory, in front of others: what is known of a primary key here overrules what lies behind. */
export type HeldRows = {
  readonly memory: Pick<MemoryTable, 'rows' | 'group'>
  /** What memory is taken up with: rows, and removals not yet made behind. */
  readonly size: () => number
  /** False as long as nothing was ever written. */
  readonly anyBehind: () => boolean
  readonly put: (row: AnyRow) => void
  readonly remove: (primaryKey: PartialRow) => void
  /** Keeps a row that was found behind, unless more is known of it here. */
  readonly adopt: (row: AnyRow) => void
  /** The row with this primary key, here or behind. */
  readonly rowAt: (primaryKey: PartialRow) => AnyRow | undefined
  /** Writes whatever is not behind yet, and keeps it. */
  readonly flush: () => void
  /** Writes those of these rows that are not behind yet, and forgets them all. */
  readonly letGo: (keys: ReadonlyArray<RowKey>) => void
}

type Pending = { readonly puts: Set<RowKey>; readonly removals: Map<RowKey, PartialRow> }

/** In the order of the primary key: neighbours lie on the same page. Row numbers mostly come in order anyway. */
const write = (table: Table, memory: MemoryTable, pending: Pending, behind: Backing, keys: Array<RowKey>): void => {
  for (const primaryKey of pending.removals.values()) behind.remove(primaryKey)
  pending.removals.clear()
  for (const key of isRowNumber(table) ? keys : keys.sort()) {
    const row = memory.rows.get(key)
    if (row !== undefined) behind.put(row)
    pending.puts.delete(key)
  }
}

/** Nothing held, in front of an empty table. */
export const heldRows = (table: Table, behind: Backing): HeldRows => {
  const memory = memoryTable()
  const pending: Pending = { puts: new Set(), removals: new Map() }
  let anyBehind = false
  const keyOf = (row: PartialRow): RowKey => rowKey(table.primaryKey, row)
  const isKnown = (key: RowKey): boolean => !anyBehind || memory.rows.has(key) || pending.removals.has(key)
  const writeAll = (keys: Array<RowKey>): void => {
    write(table, memory, pending, behind, keys)
    anyBehind ||= keys.length > 0
  }
  return {
    memory,
    size: () => memory.rows.size + pending.removals.size,
    anyBehind: () => anyBehind,
    put: (row) => {
      const key = keyOf(row)
      pending.removals.delete(key)
      pending.puts.add(key)
      memory.set(key, row)
    },
    remove: (primaryKey) => {
      const key = keyOf(primaryKey)
      memory.delete(key)
      pending.puts.delete(key)
      if (anyBehind) pending.removals.set(key, primaryKey)
    },
    adopt: (row) => {
      if (!isKnown(keyOf(row))) memory.set(keyOf(row), row)
    },
    rowAt: (primaryKey) => {
      const key = keyOf(primaryKey)
      return isKnown(key) ? memory.rows.get(key) : behind.find({ equals: primaryKey })[0]
    },
    flush: () => writeAll([...pending.puts]),
    letGo: (keys) => {
      writeAll(keys.filter((key) => pending.puts.has(key)))
      for (const key of keys) memory.delete(key)
    },
  }
}
