import { printable } from '../../../wording/printable.js'
import type { Tone } from './tone.js'

/** A piece of text with its meaning. Made by `cell`, so that it is safe to show. */
export type Cell = { readonly text: string; readonly tone: Tone }

/** How narrow a column may become before its text is broken into lines further; null: it is never broken. */
export type Column = {
  readonly title: string
  readonly least: number | null
  readonly align?: 'left' | 'right'
}

/** A paragraph, so many columns to the right of the margin; lines after its first hang by two more. */
export type Line = Cell & { readonly indent: number }

/** A part of an answer, as data: the layout knows how wide the terminal is. */
export type Block =
  | { readonly _tag: 'Lines'; readonly lines: ReadonlyArray<Line> }
  /** The first `heading` columns name a row where there is no room for columns side by side. */
  | {
      readonly _tag: 'Table'
      readonly columns: ReadonlyArray<Column>
      readonly rows: ReadonlyArray<ReadonlyArray<Cell>>
      readonly heading: number
    }
  | { readonly _tag: 'Facts'; readonly facts: ReadonlyArray<readonly [string, Cell]> }

/** What stands for nothing. */
export const NOTHING = '-'

/**
 * A text from anywhere, whole and safe to show: characters that steer a terminal or turn the direction of writing are
 * written out. Nothing, and an empty text, is a hyphen.
 */
export const cell = (text: string | number | null | undefined, tone: Tone = 'plain'): Cell =>
  text === null || text === undefined || text === ''
    ? { text: NOTHING, tone: 'dim' }
    : { text: printable(String(text), Number.POSITIVE_INFINITY), tone }

/** A paragraph. */
export const line = (text: string, tone: Tone = 'plain', indent = 0): Line => ({ ...cell(text, tone), indent })

export const lines = (...paragraphs: ReadonlyArray<Line>): Block => ({ _tag: 'Lines', lines: paragraphs })
