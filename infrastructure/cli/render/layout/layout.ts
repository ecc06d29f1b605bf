import type { Block, Line } from './block.js'
import { factLines } from './records.js'
import { tableLines } from './table.js'
import { coloured } from './tone.js'
import { wrapText } from './wrap-text.js'

/** What the answer is shown on: `width` in columns, null where nothing limits it. */
export type Terminal = { readonly colour: boolean; readonly width: number | null }

const HANGING = 2

/** Less room than this is treated as this much: the terminal breaks the lines then. */
const NARROWEST = 20

const lineTexts = ({ text, tone, indent }: Line, width: number | null): ReadonlyArray<string> => {
  const parts = width === null ? [text] : wrapText(text, width - indent, width - indent - HANGING)
  return parts.map((part, index) => ' '.repeat(indent + (index === 0 ? 0 : HANGING)) + coloured(tone, part))
}

const blockLines = (block: Block, width: number | null): ReadonlyArray<string> => {
  switch (block._tag) {
    case 'Lines':
      return block.lines.flatMap((one) => lineTexts(one, width))
    case 'Table':
      return tableLines(block.columns, block.rows, block.heading, width)
    case 'Facts':
      return factLines(block.facts, width, 0)
  }
}

const SGR = /\u001B\[\d*m/g

/** The blocks of an answer as text, an empty line between them, each line ended. */
export const layout = (blocks: ReadonlyArray<Block>, { colour, width }: Terminal): string => {
  const room = width === null ? null : Math.max(NARROWEST, width)
  const text = blocks
    .map((block) => blockLines(block, room))
    .filter((texts) => texts.length > 0)
    .map((texts) => texts.map((one) => `${one}\n`).join(''))
    .join('\n')
  return colour ? text : text.replace(SGR, '')
}
