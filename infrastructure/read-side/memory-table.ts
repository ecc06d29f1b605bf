import type { AnyRow, PartialRow } from '../../projections/table.js'
import { rowKey, type RowKey } from './row-key.js'

type Group = Map<RowKey, AnyRow>
type Grouping = { readonly columns: ReadonlyArray<string>; readonly groups: Map<RowKey, Group> }

/** Rows of one table by primary key, and grouped by whichever columns were ever asked to be equal. */
export type MemoryTable = {
  readonly rows: ReadonlyMap<RowKey, AnyRow>
  readonly set: (primary: RowKey, row: AnyRow) => void
  readonly delete: (primary: RowKey) => void
  /** The rows whose cells equal these; in no order. */
  readonly matching: (equals: PartialRow) => Iterable<AnyRow>
  /** As matching, for the key of these columns. */
  readonly group: (columns: ReadonlyArray<string>, key: RowKey) => ReadonlyMap<RowKey, AnyRow>
}

const nothing: ReadonlyMap<RowKey, AnyRow> = new Map()

const join = (grouping: Grouping, primary: RowKey, row: AnyRow): void => {
  const key = rowKey(grouping.columns, row)
  const group = grouping.groups.get(key)
  if (group === undefined) grouping.groups.set(key, new Map([[primary, row]]))
  else group.set(primary, row)
}

const leave = (grouping: Grouping, primary: RowKey, row: AnyRow): void => {
  const key = rowKey(grouping.columns, row)
  const group = grouping.groups.get(key)
  if (group?.delete(primary) === true && group.size === 0) grouping.groups.delete(key)
}

const differ = (columns: ReadonlyArray<string>, a: AnyRow, b: AnyRow): boolean => {
  for (const column of columns) if (a[column] !== b[column]) return true
  return false
}

/** An empty table. A new combination of columns costs one pass over the rows when it is asked first. */
export const memoryTable = (): MemoryTable => {
  const rows = new Map<RowKey, AnyRow>()
  const groupings = new Map<string, Grouping>()
  const groupingBy = (columns: ReadonlyArray<string>): Grouping => {
    const name = columns.join()
    const old = groupings.get(name)
    if (old !== undefined) return old
    const grouping = { columns, groups: new Map<RowKey, Group>() }
    for (const [primary, row] of rows) join(grouping, primary, row)
    groupings.set(name, grouping)
    return grouping
  }
  const group = (columns: ReadonlyArray<string>, key: RowKey): ReadonlyMap<RowKey, AnyRow> =>
    columns.length === 0 ? rows : (groupingBy(columns).groups.get(key) ?? nothing)
  return {
    rows,
    group,
    set: (primary, row) => {
      const old = rows.get(primary)
      rows.set(primary, row)
      for (const grouping of groupings.values()) {
        if (old !== undefined && differ(grouping.columns, old, row)) leave(grouping, primary, old)
        join(grouping, primary, row)
      }
    },
    delete: (primary) => {
      const old = rows.get(primary)
      if (old === undefined) return
      rows.delete(primary)
      for (const grouping of groupings.values()) leave(grouping, primary, old)
    },
    matching: (equals) => {
      const columns = Object.keys(equals)
      return group(columns, rowKey(columns, equals)).values()
    },
  }
}
