import type { Cell, PartialRow } from '../../projections/table.js'

/** Cells of some columns as one key of a Map. */
export type RowKey = Cell

const part = (cell: Cell): string => {
  if (cell === null) return '~'
  return typeof cell === 'number' ? `${cell};` : `${cell.length}:${cell}`
}

const cellOf = (row: PartialRow, column: string): Cell => {
  const cell = row[column]
  if (cell === undefined) throw new TypeError(`column ${column} is missing`)
  return cell
}

/** The key of these columns of a row; equal exactly where all cells are. Throws where a column is missing: a defect. */
export const rowKey = (columns: ReadonlyArray<string>, row: PartialRow): RowKey => {
  const [only] = columns
  if (only !== undefined && columns.length === 1) return cellOf(row, only)
  let key = ''
  for (const column of columns) key += part(cellOf(row, column))
  return key
}
