import { t } from '../../../../domain/prelude.js'
import { cell, line, lines, type Cell } from '../layout/block.js'
import { agentCell } from '../words/agent-words.js'
import { timeWords } from '../words/time-words.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const textOrNull = t.union([t.string, t.null])

const FrontEnd = t.type({
  fqdn: t.string,
  registeredAt: t.string,
  assigned: t.readonlyArray(t.string),
  agent: t.string,
  fingerprint: textOrNull,
  productVersion: textOrNull,
  lastStarted: textOrNull,
  conflicts: t.number,
})
type FrontEnd = t.TypeOf<typeof FrontEnd>

const started = ({ lastStarted }: FrontEnd): Cell => cell(lastStarted === null ? null : timeWords(lastStarted))

const columns: ReadonlyArray<Shown<FrontEnd>> = [
  whole('FRONT END', ({ fqdn }) => cell(fqdn)),
  whole('REGISTERED', ({ registeredAt }) => cell(timeWords(registeredAt))),
  whole('AGENT', ({ agent, conflicts }) => agentCell(agent, conflicts)),
  whole('VERSION', ({ productVersion }) => cell(productVersion)),
  whole('STARTED', started),
  wrapped('ASSIGNED', ({ assigned }) => (assigned.length === 0 ? cell('nothing') : cell(assigned.join(', ')))),
  onlyWide(whole('FINGERPRINT', ({ fingerprint }) => cell(fingerprint))),
]

/** The front ends, the types that are assigned there, and whether an agent speaks for each. */
export const listFrontEndsView = viewOf(
  'ListFrontEnds',
  t.type({ frontEnds: t.readonlyArray(FrontEnd) }),
  ({ frontEnds }, { isWide }) =>
    frontEnds.length === 0
      ? [lines(line('No front end is registered.'))]
      : [tableOf(columns, frontEnds, isWide, 1)],
)
