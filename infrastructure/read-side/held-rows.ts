import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, PartialRow, Table } from '../../projections/table.js'
import { closedRow } from './closed-row.js'
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
export type HeldRows = Omit<Backing, 'find'> & {
  readonly memory: Pick<GroupedRows, 'rows' | 'groupings' | 'by'>
  /** What memory is taken up with: rows, and removals not yet made behind. */
  readonly size: () => number
  /** False as long as nothing lies behind. */
  readonly anyBehind: () => boolean
  /** Keeps a row that was found behind, unless more is known of it here. */
  readonly adopt: (row: AnyRow) => void
  /** Writes whatever is not behind yet, and keeps it. */
  readonly flush: () => void
  /** Writes those of these rows that are not behind yet, and forgets them all. */
  readonly letGo: (entries: ReadonlyArray<Entry>) => void
}

type Held = {
  readonly behind: Backing
  readonly memory: GroupedRows
  /** Primary keys that are gone, though they may lie behind. */
  readonly removed: Map<RowKey, PartialRow>
  /** Rows that were changed since the last flush; some may be written meanwhile. */
  recent: Array<Entry>
  anyBehind: boolean
}

const byKey = ({ key: a }: Entry, { key: b }: Entry): number => (a === null || b === null || a < b ? -1 : 1)

/** Writes in the order of the primary key: neighbours lie on the same page. */
const write = (held: Held, entries: ReadonlyArray<Entry>): void => {
  for (const primaryKey of held.removed.values()) held.behind.remove(primaryKey)
  held.removed.clear()
  for (const entry of entries.filter(({ isWritten }) => !isWritten).sort(byKey)) {
    held.behind.put(entry.row)
    entry.isWritten = true
  }
  held.anyBehind ||= entries.length > 0
  held.recent = held.recent.filter(({ isWritten }) => !isWritten)
}

const changed = (held: Held, entry: Entry): void => {
  if (entry.isWritten) held.recent.push(entry)
  entry.isWritten = false
}

const forget = ({ memory }: Held, entry: Entry): void => {
  entry.isWritten = true
  memory.delete(entry)
}

const entryAt = ({ memory, behind, removed, anyBehind }: Held, key: RowKey, at: PartialRow): Entry | undefined => {
  const entry = memory.rows.get(key)
  if (entry !== undefined || !anyBehind || removed.has(key)) return entry
  const [row] = behind.find({ equals: at })
  return row === undefined ? undefined : memory.set(key, row)
}

/** Nothing held, in front of an empty table. */
export const heldRows = (table: Table, behind: Backing): HeldRows => {
  const memory = groupedRows()
  const held: Held = { behind, memory, removed: new Map(), recent: [], anyBehind: false }
  const { removed } = held
  const keyOf = (row: PartialRow): RowKey => rowKey(table.primaryKey, row)
  return {
    memory,
    size: () => memory.rows.size + removed.size,
    anyBehind: () => held.anyBehind,
    put: (row) => {
      const key = keyOf(row)
      if (removed.size > 0) removed.delete(key)
      changed(held, memory.set(key, row))
    },
    close: (primaryKey, set) => {
      const entry = entryAt(held, keyOf(primaryKey), primaryKey)
      if (entry === undefined) return
      memory.replace(entry, closedRow(entry.row, set))
      changed(held, entry)
    },
    remove: (primaryKey) => {
      const key = keyOf(primaryKey)
      const entry = memory.rows.get(key)
      if (entry !== undefined) forget(held, entry)
      if (held.anyBehind) removed.set(key, primaryKey)
    },
    adopt: (row) => {
      const key = keyOf(row)
      if (!memory.rows.has(key) && !removed.has(key)) memory.set(key, row)
    },
    flush: () => write(held, held.recent),
    letGo: (entries) => {
      write(held, entries)
      for (const entry of entries) forget(held, entry)
    },
  }
}
