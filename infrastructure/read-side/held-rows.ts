import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, PartialRow, Table } from '../../projections/table.js'
import { isRowNumber } from './choose-index.js'
import { groupedRows, type Entry, type GroupedRows } from './grouped-rows.js'
import { rowKey, type RowKey } from './row-key.js'

/** The rows that lie behind memory. */
export type Backing = {
  readonly find: (query: RowQuery<Table>) => ReadonlyArray<AnyRow>
  readonly put: (row: AnyRow) => void
  readonly close: (primaryKey: PartialRow, set: PartialRow) => void
  readonly remove: (primaryKey: PartialRow) => void
}

/** Rows of one table in memory, in front of others: what is known of a primary key here overrules what lies behind. */
export type HeldRows = {
  readonly memory: Pick<GroupedRows, 'rows' | 'groupings' | 'by'>
  /** What memory is taken up with: rows, and removals not yet made behind. */
  readonly size: () => number
  /** False as long as nothing lies behind. */
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
  readonly letGo: (entries: ReadonlyArray<Entry>) => void
}

/** What is not behind yet. */
type Pending = { readonly puts: Set<Entry>; readonly removals: Map<RowKey, PartialRow> }

const byKey = ({ key: a }: Entry, { key: b }: Entry): number => (a === null || b === null || a < b ? -1 : 1)

/** In the order of the primary key: neighbours lie on the same page. Row numbers mostly come in order anyway. */
const write = (table: Table, pending: Pending, behind: Backing, entries: Array<Entry>): void => {
  for (const primaryKey of pending.removals.values()) behind.remove(primaryKey)
  pending.removals.clear()
  for (const entry of isRowNumber(table) ? entries : entries.sort(byKey)) {
    behind.put(entry.row)
    pending.puts.delete(entry)
  }
}

const forgetting =
  (memory: GroupedRows, { puts }: Pending) =>
  (entry: Entry): void => {
    memory.delete(entry)
    puts.delete(entry)
  }

/** Nothing held; `anyBehind` says whether something lies behind already. */
export const heldRows = (table: Table, behind: Backing, anyBehind: boolean): HeldRows => {
  const memory = groupedRows()
  const pending: Pending = { puts: new Set(), removals: new Map() }
  let isBehind = anyBehind
  const keyOf = (row: PartialRow): RowKey => rowKey(table.primaryKey, row)
  const isKnown = (key: RowKey): boolean => !isBehind || memory.rows.has(key) || pending.removals.has(key)
  const writeAll = (entries: Array<Entry>): void => {
    write(table, pending, behind, entries)
    isBehind ||= entries.length > 0
  }
  const forget = forgetting(memory, pending)
  return {
    memory,
    size: () => memory.rows.size + pending.removals.size,
    anyBehind: () => isBehind,
    put: (row) => {
      const key = keyOf(row)
      pending.removals.delete(key)
      pending.puts.add(memory.set(key, row))
    },
    remove: (primaryKey) => {
      const key = keyOf(primaryKey)
      const entry = memory.rows.get(key)
      if (entry !== undefined) forget(entry)
      if (isBehind) pending.removals.set(key, primaryKey)
    },
    adopt: (row) => {
      if (!isKnown(keyOf(row))) memory.set(keyOf(row), row)
    },
    rowAt: (primaryKey) => {
      const key = keyOf(primaryKey)
      return isKnown(key) ? memory.rows.get(key)?.row : behind.find({ equals: primaryKey })[0]
    },
    flush: () => writeAll([...pending.puts]),
    letGo: (entries) => {
      writeAll(entries.filter((entry) => pending.puts.has(entry)))
      entries.forEach(forget)
    },
  }
}
