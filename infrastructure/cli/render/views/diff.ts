import { t } from '../../../../domain/prelude.js'
import { EntryShown } from '../answers/log-entry.js'
import { cell, line, lines, type Block, type Cell } from '../layout/block.js'
import { timeWords } from '../words/time-words.js'
import { tableOf, whole, wrapped, type Shown } from './columns.js'
import { logTable } from './log-table.js'
import { viewOf } from './view.js'

const textOrNull = t.union([t.string, t.null])
const Side = t.union([t.string, t.number])
type Side = t.TypeOf<typeof Side>

const Difference = t.type({
  what: t.string,
  name: t.string,
  property: t.string,
  before: textOrNull,
  after: textOrNull,
})
type Difference = t.TypeOf<typeof Difference>

const Diff = t.type({
  from: Side,
  to: Side,
  differences: t.readonlyArray(Difference),
  entries: t.readonlyArray(EntryShown),
})

const sideWords = (side: Side): string => (typeof side === 'number' ? `position ${side}` : timeWords(side))

const valueCell = (value: string | null): Cell => (value === null ? cell('none', 'dim') : cell(timeWords(value)))

const columns: ReadonlyArray<Shown<Difference>> = [
  whole('WHAT', ({ what }) => cell(what === 'frontEnd' ? 'front end' : what)),
  wrapped('NAME', ({ name }) => cell(name)),
  whole('PROPERTY', ({ property }) => cell(property)),
  wrapped('BEFORE', ({ before }) => valueCell(before)),
  whole('', () => cell('→')),
  wrapped('AFTER', ({ after }) => valueCell(after)),
]

/** The most entries that an answer holds; see projections/questions/diff.ts. */
const MAX_ENTRIES = 1000

const recorded = (entries: ReadonlyArray<EntryShown>, isWide: boolean): ReadonlyArray<Block> => {
  if (entries.length === 0) return [lines(line('Nothing was recorded in between.'))]
  const [last] = entries.slice(-1)
  const cut = entries.length < MAX_ENTRIES || last === undefined
    ? []
    : [lines(line(`Only the first ${MAX_ENTRIES}: go on with log --after ${last.position}.`, 'strong'))]
  return [lines(line('Recorded in between:', 'strong')), logTable(entries, isWide), ...cut]
}

/** What differs between two moments, and what was recorded between them. */
export const diffView = viewOf('Diff', Diff, ({ from, to, differences, entries }, { isWide }) => [
  lines(line(`From ${sideWords(from)} to ${sideWords(to)}:`, 'strong')),
  differences.length === 0 ? lines(line('No difference.')) : tableOf(columns, differences, isWide, 3),
  ...recorded(entries, isWide),
])
