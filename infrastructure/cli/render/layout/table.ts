import type { Cell, Column } from './block.js'
import { columnWidths, GAP } from './column-widths.js'
import { recordLines } from './records.js'
import { textWidth } from './text-width.js'
import { coloured } from './tone.js'
import { wrapText } from './wrap-text.js'

type Placed = { readonly text: string; readonly cell: Cell; readonly width: number; readonly column: Column }

/** Colour covers the text, not the space around it; nothing stands behind the last text of a line. */
const placed = ({ text, cell, width, column }: Placed): string => {
  const space = ' '.repeat(Math.max(0, width - textWidth(text)))
  const shown = coloured(cell.tone, text)
  return column.align === 'right' ? space + shown : shown + space
}

const joined = (parts: ReadonlyArray<Placed>): string => {
  const last = parts.findLastIndex(({ text }) => text !== '')
  return parts
    .slice(0, last + 1)
    .map((part, index) =>
      placed(index === last && part.column.align !== 'right' ? { ...part, width: textWidth(part.text) } : part))
    .join(' '.repeat(GAP))
}

const rowLines = (
  columns: ReadonlyArray<Column>,
  row: ReadonlyArray<Cell>,
  widths: ReadonlyArray<number>,
): ReadonlyArray<string> => {
  const wrapped = columns.flatMap((column, index) => {
    const cell = row[index]
    const width = widths[index] ?? 0
    return cell === undefined ? [] : [{ column, cell, width, texts: wrapText(cell.text, width) }]
  })
  const height = Math.max(1, ...wrapped.map(({ texts }) => texts.length))
  return Array.from({ length: height }, (_, index) =>
    joined(wrapped.map(({ texts, ...part }) => ({ ...part, text: texts[index] ?? '' }))),
  )
}

/**
 * Rows under their titles, in so many columns of terminal (null: as many as needed): wide columns wrap first, and where
 * that does not help each row becomes a record. Nothing is ever cut off.
 */
export const tableLines = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
  heading: number,
  width: number | null,
): ReadonlyArray<string> => {
  const widths = columnWidths(columns, rows, width)
  if (widths === undefined) return recordLines(columns, rows, heading, width ?? 0)
  const titles = columns.map(({ title }): Cell => ({ text: title, tone: 'strong' }))
  return [titles, ...rows].flatMap((row) => rowLines(columns, row, widths))
}
