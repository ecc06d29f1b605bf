import { t } from '../../../../domain/prelude.js'
import { cell, line, lines, type Cell } from '../layout/block.js'
import { datedWords, spanWords, timeWords } from '../words/time-words.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const Roll = t.type({
  rollId: t.string,
  type: t.string,
  identity: t.string,
  thumbprint: t.string,
  subject: t.string,
  scheduledAt: t.string,
  effectiveDate: t.string,
  state: t.keyof({ staged: null, inEffect: null, cancelled: null }),
  because: t.union([t.string, t.null]),
  latenessMs: t.union([t.number, t.null]),
  cause: t.number,
})
type Roll = t.TypeOf<typeof Roll>

const states: Readonly<Record<Roll['state'], Cell>> = {
  staged: cell('staged', 'warning'),
  inEffect: cell('in effect', 'good'),
  cancelled: cell('cancelled', 'dim'),
}

const causes: ReadonlyMap<string, string> = new Map([
  ['requested', 'on request'],
  ['superseded', 'by another roll'],
  ['assigned', 'by an assignment'],
  ['rolledBack', 'by a rollback'],
])

/** What has become of a roll; of a cancelled one also what put an end to it. */
const stateOf = ({ state, because }: Roll): Cell =>
  because === null ? states[state] : cell(`cancelled ${causes.get(because) ?? because}`, 'dim')

const columns = (at: string): ReadonlyArray<Shown<Roll>> => [
  whole('TYPE', ({ type }) => cell(type)),
  whole('IDENTITY', ({ identity }) => cell(identity)),
  whole('STATE', stateOf),
  whole('THUMBPRINT', ({ thumbprint }) => cell(thumbprint)),
  wrapped('EFFECTIVE', ({ effectiveDate }) => cell(datedWords(effectiveDate, at))),
  wrapped('SUBJECT', ({ subject }) => cell(subject)),
  onlyWide(whole('PLANNED', ({ scheduledAt }) => cell(timeWords(scheduledAt)))),
  onlyWide(whole('RECORDED AFTER', ({ latenessMs }) => cell(latenessMs === null ? null : spanWords(latenessMs)))),
  onlyWide(whole('ROLL ID', ({ rollId }) => cell(rollId))),
  onlyWide({ ...whole<Roll>('POSITION', ({ cause }) => cell(cause)), align: 'right' }),
]

/** What is staged, and what became of earlier rolls. */
export const listRollsView = viewOf(
  'ListRolls',
  t.type({ rolls: t.readonlyArray(Roll) }),
  ({ rolls }, { at, isWide }) =>
    rolls.length === 0 ? [lines(line('No such roll.'))] : [tableOf(columns(at), rolls, isWide, 4)],
)
