import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, Cell, Table } from '../../projections/table.js'
import { compareCells } from './compare-cells.js'
import { rowKey, type RowKey } from './row-key.js'

/** Which columns tell the parts of a table apart: equal in `columns`, and null or beyond a floor in `open`. */
export type PartShape = { readonly columns: ReadonlyArray<string>; readonly open: string | null }

/** A part of a table: rows whose `columns` have this key and whose cell in `open` is null or at least `floor`. */
export type Part = PartShape & {
  readonly key: RowKey
  /** Null: however low. */
  readonly floor: Cell
}

/** The part that answers a query: its `equals` and one open column; the other conditions only narrow it further. */
export const partOf = (query: RowQuery<Table>): Part => {
  const equals = query.equals ?? {}
  const columns = Object.keys(equals)
  const bounds = query.openOrAtLeast ?? query.openOrAbove ?? {}
  const open = Object.keys(bounds)[0] ?? null
  return { columns, open, key: rowKey(columns, equals), floor: open === null ? null : (bounds[open] ?? null) }
}

/** The query for a whole part, given what its columns equal. */
export const queryOf = (part: Part, equals: RowQuery<Table>['equals'] = {}): RowQuery<Table> =>
  part.open === null || part.floor === null ? { equals } : { equals, openOrAtLeast: { [part.open]: part.floor } }

/** True where a row that has the part's key is above its floor. */
export const isAboveFloor = ({ open }: PartShape, floor: Cell, row: AnyRow): boolean => {
  const cell = open === null ? null : (row[open] ?? null)
  return cell === null || floor === null || compareCells(cell, floor) >= 0
}
