import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, Cell, PartialRow, Table } from '../../projections/table.js'
import { compareCells } from './compare-cells.js'
import { rowKey, type RowKey } from './row-key.js'

/** A part of a table: rows whose `columns` have this key and whose cell in `open` is null or at least `floor`. */
export type Part = {
  readonly columns: ReadonlyArray<string>
  readonly equals: PartialRow
  readonly key: RowKey
  readonly open: string | null
  /** Null: however low. */
  readonly floor: Cell
}

const firstOf = (bounds: PartialRow): string | null => {
  for (const column in bounds) return column
  return null
}

const none: PartialRow = {}

/** The part that answers a query: its `equals` and one open column; the other conditions only narrow it further. */
export const partOf = (query: RowQuery<Table>): Part => {
  const equals = query.equals ?? none
  const columns = Object.keys(equals)
  const bounds = query.openOrAtLeast ?? query.openOrAbove ?? none
  const open = firstOf(bounds)
  return { columns, equals, key: rowKey(columns, equals), open, floor: open === null ? null : (bounds[open] ?? null) }
}

/** The query for the whole of a part. */
export const queryOf = ({ equals, open, floor }: Part): RowQuery<Table> =>
  open === null || floor === null ? { equals } : { equals, openOrAtLeast: { [open]: floor } }

/** True where a row that has the key of a part is in the part, given its open column and floor. */
export const isAboveFloor = (open: string | null, floor: Cell, row: AnyRow): boolean => {
  const cell = open === null ? null : (row[open] ?? null)
  return cell === null || floor === null || compareCells(cell, floor) >= 0
}
