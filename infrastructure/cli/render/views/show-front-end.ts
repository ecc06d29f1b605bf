import { t } from '../../../../domain/prelude.js'
import { cell, line, lines, type Block, type Cell } from '../layout/block.js'
import { agentCell, fingerprintWords } from '../words/agent-words.js'
import { datedWords, spanWords, timeWords } from '../words/time-words.js'
import { viewOf } from './view.js'

const textOrNull = t.union([t.string, t.null])

const Agent = t.type({
  fingerprint: t.string,
  machine: textOrNull,
  productVersion: textOrNull,
  enrolledAt: textOrNull,
  startedAt: textOrNull,
  clockSkewMs: t.union([t.number, t.null]),
})

type Agent = t.TypeOf<typeof Agent>

const Pending = t.type({
  fingerprint: t.string,
  machine: textOrNull,
  productVersion: textOrNull,
  requestedAt: textOrNull,
})
type Pending = t.TypeOf<typeof Pending>

const Conflicts = t.type({ count: t.number, because: textOrNull, machine: textOrNull, seenAt: textOrNull })
type Conflicts = t.TypeOf<typeof Conflicts>

const FrontEnd = t.type({
  fqdn: t.string,
  registeredAt: t.string,
  assigned: t.readonlyArray(t.string),
  state: t.string,
  agent: t.union([Agent, t.null]),
  pending: t.union([Pending, t.null]),
  invitedUntil: textOrNull,
  conflicts: t.union([Conflicts, t.null]),
})
type FrontEnd = t.TypeOf<typeof FrontEnd>

type Facts = ReadonlyArray<readonly [string, Cell]>

const timed = (instant: string | null): Cell => cell(instant === null ? null : timeWords(instant))

const TOLERATED_MS = 30_000

const clock = (skewMs: number | null): Cell => {
  if (skewMs === null) return cell(null)
  return Math.abs(skewMs) <= TOLERATED_MS
    ? cell('right', 'good')
    : cell(`${spanWords(Math.abs(skewMs))} ${skewMs < 0 ? 'behind' : 'ahead'}`, 'warning')
}

const agentFacts = ({ fingerprint, machine, productVersion, enrolledAt, startedAt, clockSkewMs }: Agent): Facts => [
  ['FINGERPRINT', cell(fingerprintWords(fingerprint))],
  ['MACHINE', cell(machine)],
  ['VERSION', cell(productVersion)],
  ['ENROLLED', timed(enrolledAt)],
  ['STARTED', timed(startedAt)],
  ['CLOCK', clock(clockSkewMs)],
]

const facts = (
  { fqdn, registeredAt, assigned, state, agent, conflicts, invitedUntil }: FrontEnd,
  at: string,
): Facts => [
  ['FRONT END', cell(fqdn)],
  ['REGISTERED', cell(timeWords(registeredAt))],
  ['ASSIGNED', cell(assigned.length === 0 ? 'nothing' : assigned.join(', '))],
  ['AGENT', agentCell(state, conflicts?.count ?? 0)],
  ...(agent === null ? [] : agentFacts(agent)),
  ...(invitedUntil === null ? [] : [['INVITED UNTIL', cell(datedWords(invitedUntil, at))] as const]),
]

const waiting = (fqdn: string, { fingerprint, machine, requestedAt }: Pending): Block =>
  lines(
    line(
      `Since ${timeWords(requestedAt ?? '')} an agent on ${machine ?? 'a machine'} asks to speak for it:`,
      'warning',
    ),
    line(fingerprintWords(fingerprint), 'plain', 2),
    line(`Compare with what that machine shows, then: certledger front-end confirm ${fqdn} "FINGERPRINT"`),
  )

const misused = ({ count, because, machine, seenAt }: Conflicts): Block => {
  const by = because === 'otherMachine' ? `on another machine, ${machine ?? 'unknown'}` : 'by two processes at once'
  const times = count === 1 ? 'once' : `${String(count)} times`
  return lines(
    line(`Its identity was used ${by}: ${times}, last on ${timeWords(seenAt ?? '')}.`, 'critical'),
    line('If it was not you, the keys of its agent were copied: certledger front-end decommission, and enrol anew.'),
  )
}

/** One front end with its agent; whom to confirm, and whom to look for. */
export const showFrontEndView = viewOf(
  'ShowFrontEnd',
  t.type({ frontEnd: FrontEnd }),
  ({ frontEnd }, { at }) => [
    { _tag: 'Facts', facts: facts(frontEnd, at) },
    ...(frontEnd.pending === null ? [] : [waiting(frontEnd.fqdn, frontEnd.pending)]),
    ...(frontEnd.conflicts === null ? [] : [misused(frontEnd.conflicts)]),
  ],
)
