import type { Cell, PartialRow } from '../../projections/table.js'

/** Cells of some columns as one key of a Map. */
export type RowKey = Cell

/** Text that holds a mark is written in JSON, which holds neither. */
const BETWEEN = '\u0000'
const MARK = '\u0001'

const part = (cell: Cell): string => {
  if (cell === null) return MARK
  if (typeof cell === 'number') return `${cell}`
  return cell.includes(BETWEEN) || cell.includes(MARK) ? `${MARK}${JSON.stringify(cell)}` : cell
}

const cellOf = (row: PartialRow, column: string | undefined): Cell => {
  const cell = row[column ?? '']
  if (cell === undefined) throw new TypeError(`column ${column} is missing`)
  return cell
}

/** The key of these columns of a row; equal exactly where all cells are. Throws where a column is missing: a defect. */
export const rowKey = (columns: ReadonlyArray<string>, row: PartialRow): RowKey => {
  if (columns.length === 0) return ''
  if (columns.length === 1) return cellOf(row, columns[0])
  let key = part(cellOf(row, columns[0]))
  for (let nth = 1; nth < columns.length; nth += 1) key += BETWEEN + part(cellOf(row, columns[nth]))
  return key
}
