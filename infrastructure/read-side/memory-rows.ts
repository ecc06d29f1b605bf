import type { Change } from '../../projections/projection.js'
import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, Table } from '../../projections/table.js'
import { closedRow } from './closed-row.js'
import { groupedRows, groupOf, type GroupedRows } from './grouped-rows.js'
import { rowKey } from './row-key.js'
import type { RowStore } from './row-store.js'
import { selectRows } from './select-rows.js'
import { typedEach, typedRows } from './typed-rows.js'

/**
 * Rows in memory, for tests and for trying commands out: empty at first, gone with the process.
 * A question costs as many rows as equal its `equals`.
 */
export const memoryRows = (): RowStore => {
  const tables = new Map<string, GroupedRows>()
  const rowsOf = (table: Table): GroupedRows => {
    const rows = tables.get(table.name) ?? groupedRows()
    tables.set(table.name, rows)
    return rows
  }
  const found = (table: Table, query: RowQuery<Table>): ReadonlyArray<AnyRow> => {
    const equals = query.equals ?? {}
    const columns = Object.keys(equals)
    const { members } = groupOf(rowsOf(table).by(columns, null), rowKey(columns, equals))
    return selectRows(table, query, members)
  }
  const applyOne = (change: Change): void => {
    const rows = rowsOf(change.table)
    const key = rowKey(change.table.primaryKey, change.change === 'put' ? change.row : change.primaryKey)
    const old = rows.rows.get(key)
    if (change.change === 'put') rows.set(key, change.row)
    else if (old === undefined) return
    else if (change.change === 'remove') rows.delete(old)
    else rows.replace(old, closedRow(old.row, change.set))
  }
  return {
    rows: {
      find: (table, query) => typedRows(table, found(table, query)),
      each: (table, query) => typedEach(table, found(table, query)),
    },
    apply: (changes) => changes.forEach(applyOne),
  }
}
