import type { Cell, Column } from './block.js'
import { textWidth } from './text-width.js'
import { digestWidth } from './wrap-text.js'

/** Columns between two columns of a table. */
export const GAP = 2

type Bounds = { readonly natural: number; readonly least: number }

const boundsOf = (column: Column, cells: ReadonlyArray<Cell>): Bounds => {
  const natural = cells.reduce((widest, { text }) => Math.max(widest, textWidth(text)), textWidth(column.title))
  if (column.least === null) return { natural, least: natural }
  const digest = cells.reduce((widest, { text }) => Math.max(widest, digestWidth(text)), 0)
  return { natural, least: Math.min(natural, Math.max(column.least, textWidth(column.title), digest)) }
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, one) => total + one, 0)

/** What is left is given to the widest columns evenly: the largest bound under which all fit. */
const levelled = (bounds: ReadonlyArray<Bounds>, room: number): ReadonlyArray<number> => {
  const at = (level: number) => bounds.map(({ natural, least }) => Math.max(least, Math.min(natural, level)))
  let level = room
  while (level > 0 && sum(at(level)) > room) level -= 1
  return at(level)
}

/**
 * How wide each column of a table is drawn in so many columns of terminal (null: as wide as it likes); undefined where
 * there is no room for them side by side.
 */
export const columnWidths = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
  width: number | null,
): ReadonlyArray<number> | undefined => {
  const bounds = columns.map((column, index) =>
    boundsOf(column, rows.flatMap((row) => row.slice(index, index + 1))))
  const naturals = bounds.map(({ natural }) => natural)
  if (width === null) return naturals
  const room = width - GAP * (columns.length - 1)
  if (sum(naturals) <= room) return naturals
  return sum(bounds.map(({ least }) => least)) <= room ? levelled(bounds, room) : undefined
}
