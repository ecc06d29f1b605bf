import { NOTHING, type Cell, type Column } from './block.js'
import { padded, textWidth } from './text-width.js'
import { coloured } from './tone.js'
import { wrapText } from './wrap-text.js'

const MARGIN = 2
const GAP = '  '

/** Names and values below each other; a value that is wider than the room hangs below itself. */
export const factLines = (
  facts: ReadonlyArray<readonly [string, Cell]>,
  width: number | null,
  margin: number,
): ReadonlyArray<string> => {
  const widest = Math.max(0, ...facts.map(([name]) => textWidth(name)))
  const before = margin + widest + GAP.length
  return facts.flatMap(([name, { text, tone }]) => {
    const parts = width === null ? [text] : wrapText(text, width - before)
    return parts.map((part, index) =>
      index === 0
        ? `${' '.repeat(margin)}${coloured('strong', padded(name, widest))}${GAP}${coloured(tone, part)}`
        : `${' '.repeat(before)}${coloured(tone, part)}`,
    )
  })
}

/** The cells that name a record, in one line, or where that is too long in several. */
const nameLines = (cells: ReadonlyArray<Cell>, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let used = width
  for (const { text, tone } of cells) {
    const name = coloured(tone === 'plain' ? 'strong' : tone, text)
    used += GAP.length + textWidth(text)
    if (used <= width) lines.push(`${lines.pop() ?? ''}${GAP}${name}`)
    else {
      const margin = lines.length === 0 ? 0 : MARGIN
      lines.push(' '.repeat(margin) + name)
      used = margin + textWidth(text)
    }
  }
  return lines
}

/** One row where there is no room for columns: its name, and below it what it holds. Empty cells are left out. */
const record = (
  columns: ReadonlyArray<Column>,
  row: ReadonlyArray<Cell>,
  heading: number,
  width: number,
): ReadonlyArray<string> => {
  const facts = columns.flatMap(({ title }, index): ReadonlyArray<readonly [string, Cell]> => {
    const held = row[index]
    const isShown = index >= heading && title !== '' && held !== undefined && held.text !== NOTHING
    return isShown ? [[title, held]] : []
  })
  return [...nameLines(row.slice(0, heading), width), ...factLines(facts, width, MARGIN)]
}

/** The rows of a table as records, with an empty line between them. */
export const recordLines = (
  columns: ReadonlyArray<Column>,
  rows: ReadonlyArray<ReadonlyArray<Cell>>,
  heading: number,
  width: number,
): ReadonlyArray<string> =>
  rows.flatMap((row, index) => [...(index === 0 ? [] : ['']), ...record(columns, row, heading, width)])
