import type { AnyRow, Cell } from '../../projections/table.js'
import { rowKey, type RowKey } from './row-key.js'

/** A row in its place; which groups it is in stands with it, so that leaving them needs no look-up. */
export type Entry = {
  readonly key: RowKey
  row: AnyRow
  /** For held-rows: whether this very row lies behind memory too. */
  isWritten: boolean
  readonly groups: Array<Group | null>
}

/** What is known of a group beyond its rows; see write-behind-table. */
export type Cover = { readonly floor: Cell; readonly held: boolean; asked: Cell | undefined }

/** Rows that are equal in the columns of their grouping. */
export type Group = { readonly key: RowKey; readonly members: Set<Entry>; cover: Cover | null }

/** Rows by some columns; `loose` are those whose group nobody asked for yet. */
export type Grouping = {
  readonly nth: number
  readonly columns: ReadonlyArray<string>
  readonly open: string | null
  readonly groups: Map<RowKey, Group>
  readonly loose: Set<Entry>
}

/** Rows of one table by primary key, and grouped by whichever columns were ever asked to be equal. */
export type GroupedRows = {
  readonly rows: ReadonlyMap<RowKey, Entry>
  readonly groupings: ReadonlyArray<Grouping>
  readonly set: (primary: RowKey, row: AnyRow) => Entry
  /** Another row in the same place: with the same primary key. */
  readonly replace: (entry: Entry, row: AnyRow) => void
  readonly delete: (entry: Entry) => void
  /** The grouping by these columns; `open` only tells groupings by the same columns apart. */
  readonly by: (columns: ReadonlyArray<string>, open: string | null) => Grouping
}

/** The group of a key with all its rows; made where it is missing. */
export const groupOf = ({ nth, columns, groups, loose }: Grouping, key: RowKey): Group => {
  const known = (wanted: RowKey): Group => {
    const group = groups.get(wanted) ?? { key: wanted, members: new Set<Entry>(), cover: null }
    groups.set(wanted, group)
    return group
  }
  for (const entry of loose) {
    const group = known(rowKey(columns, entry.row))
    group.members.add(entry)
    entry.groups[nth] = group
  }
  loose.clear()
  return known(key)
}

const place = ({ nth, columns, groups, loose }: Grouping, entry: Entry): void => {
  const group = groups.get(rowKey(columns, entry.row)) ?? null
  entry.groups[nth] = group
  if (group === null) loose.add(entry)
  else group.members.add(entry)
}

const displace = ({ nth, groups, loose }: Grouping, entry: Entry): void => {
  const group = entry.groups[nth] ?? null
  if (group === null) loose.delete(entry)
  else if (group.members.delete(entry) && group.members.size === 0 && group.cover === null) groups.delete(group.key)
}

const differ = (columns: ReadonlyArray<string>, a: AnyRow, b: AnyRow): boolean => {
  for (const column of columns) if (a[column] !== b[column]) return true
  return false
}

const isBy = (grouping: Grouping, columns: ReadonlyArray<string>, open: string | null): boolean =>
  grouping.open === open &&
  grouping.columns.length === columns.length &&
  columns.every((column, nth) => column === grouping.columns[nth])

/** No rows yet. A new combination of columns costs one pass over the rows when it is asked first. */
export const groupedRows = (): GroupedRows => {
  const rows = new Map<RowKey, Entry>()
  const groupings: Array<Grouping> = []
  const replace = (entry: Entry, row: AnyRow): void => {
    const before = entry.row
    entry.row = row
    for (const grouping of groupings) {
      if (!differ(grouping.columns, before, row)) continue
      displace(grouping, entry)
      place(grouping, entry)
    }
  }
  return {
    rows,
    groupings,
    replace,
    set: (key, row) => {
      const old = rows.get(key)
      if (old !== undefined) {
        replace(old, row)
        return old
      }
      const entry: Entry = { key, row, isWritten: true, groups: [] }
      rows.set(key, entry)
      for (const grouping of groupings) place(grouping, entry)
      return entry
    },
    delete: (entry) => {
      rows.delete(entry.key)
      for (const grouping of groupings) displace(grouping, entry)
    },
    by: (columns, open) => {
      for (const grouping of groupings) if (isBy(grouping, columns, open)) return grouping
      const groups = new Map<RowKey, Group>()
      const grouping = { nth: groupings.length, columns, open, groups, loose: new Set(rows.values()) }
      groupings.push(grouping)
      return grouping
    },
  }
}
