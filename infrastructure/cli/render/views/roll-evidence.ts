import { t } from '../../../../domain/prelude.js'
import { cell, line, lines, type Block, type Cell } from '../layout/block.js'
import { datedWords, spanWords, timeWords } from '../words/time-words.js'
import { tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const Witness = t.type({
  fqdn: t.string,
  proved: t.boolean,
  provedAt: t.union([t.string, t.null]),
  state: t.string,
  since: t.string,
})
type Witness = t.TypeOf<typeof Witness>

const Roll = t.type({
  rollId: t.string,
  type: t.string,
  identity: t.string,
  thumbprint: t.string,
  subject: t.string,
  effectiveDate: t.string,
  verdict: t.keyof({ proved: null, unproved: null, late: null }),
  policy: t.type({ unproved: t.keyof({ hold: null, warn: null, proceed: null }), marginMs: t.number }),
  decidedAt: t.string,
  frontEnds: t.readonlyArray(Witness),
})
type Roll = t.TypeOf<typeof Roll>

const verdicts: Readonly<Record<Roll['verdict'], Cell>> = {
  proved: cell('proved', 'good'),
  unproved: cell('not proved yet', 'warning'),
  late: cell('late', 'critical'),
}

const policies: Readonly<Record<Roll['policy']['unproved'], string>> = {
  hold: 'is put off by a day',
  warn: 'takes effect with a warning',
  proceed: 'takes effect',
}

const policyWords = ({ policy: { unproved, marginMs } }: Roll): string =>
  `what is not proved ${spanWords(marginMs)} before its date ${policies[unproved]}`

const states: ReadonlyMap<string, string> = new Map([
  ['proved', 'proved'],
  ['noAgent', 'no agent'],
  ['notRequested', 'to be asked for'],
  ['requested', 'waits for the agent'],
  ['collected', 'replicated'],
])

const stateCell = ({ state, proved }: Witness): Cell => cell(states.get(state) ?? state, proved ? 'good' : 'warning')

const columns: ReadonlyArray<Shown<Witness>> = [
  whole('FRONT END', ({ fqdn }) => cell(fqdn)),
  whole('PROVED', stateCell),
  whole('ON', ({ provedAt }) => cell(provedAt === null ? null : timeWords(provedAt))),
  wrapped('ASKED FOR', ({ since }) => cell(timeWords(since))),
]

const rollBlocks = (roll: Roll, at: string, isWide: boolean): ReadonlyArray<Block> => [
  {
    _tag: 'Facts',
    facts: [
      ['ROLL', cell(`${roll.type} at ${roll.identity}`, 'strong')],
      ['THUMBPRINT', cell(roll.thumbprint)],
      ['SUBJECT', cell(roll.subject)],
      ['EFFECTIVE', cell(datedWords(roll.effectiveDate, at))],
      ['EVIDENCE', verdicts[roll.verdict]],
      ['DECIDED', cell(datedWords(roll.decidedAt, at))],
      ['POLICY', cell(policyWords(roll))],
    ],
  },
  roll.frontEnds.length === 0
    ? lines(line('No front end is registered that could prove it.'))
    : tableOf(columns, roll.frontEnds, isWide, 1),
]

/** What the front ends prove of each staged roll. */
export const rollEvidenceView = viewOf(
  'RollEvidence',
  t.type({ rolls: t.readonlyArray(Roll) }),
  ({ rolls }, { at, isWide }) =>
    rolls.length === 0
      ? [lines(line('Nothing is staged.'))]
      : rolls.flatMap((roll) => rollBlocks(roll, at, isWide)),
)
