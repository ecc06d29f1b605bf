import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The text of a page, named by its path from the root of the project. */
export const page = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

/** The part of a page below a heading, up to the next one of the same or a higher level. */
export const section = (text: string, heading: string): string => {
  const level = /^#+/.exec(heading)?.[0].length ?? 1
  const [, below] = text.split(`\n${heading}\n`)
  if (below === undefined) throw new Error(`the page has no heading "${heading}"`)
  return below.split(new RegExp(`\\n#{1,${level}} `))[0] ?? ''
}

/** The rows of all tables in a text, without their heads, as trimmed cells. */
export const tableRows = (text: string): ReadonlyArray<ReadonlyArray<string>> =>
  text
    .split('\n')
    .filter((line, index, lines) => line.startsWith('|') && index > 0 && !isHead(line, lines[index + 1]))
    .filter((line) => !isRule(line))
    .map((line) => line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim()))

const isRule = (line: string | undefined): boolean => line !== undefined && /^\|(?:\s*:?-+:?\s*\|)+$/.test(line)
const isHead = (line: string, next: string | undefined): boolean => line.startsWith('|') && isRule(next)

/** The word that a cell holds between backticks, or the cell itself. */
export const plain = (cell: string | undefined): string => (cell ?? '').replace(/^`(.*)`$/, '$1')
