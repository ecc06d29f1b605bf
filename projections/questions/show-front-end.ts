import { fqdnField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import { agentStateOf, frontEndAt, isInvited, type AgentState, type FrontEndAt } from '../front-ends-at.js'
import type { Rows } from '../rows.js'
import { slotsAt } from '../slots-at.js'
import type { Moment } from '../time.js'
import { question } from './question.js'

/** The agent that is trusted. `startedAt` and `clockSkewMs` are null before its first process. */
export type AgentView = {
  readonly fingerprint: string
  readonly machine: string | null
  readonly productVersion: string | null
  readonly enrolledAt: string | null
  readonly startedAt: string | null
  /** How far its clock ran ahead of the ledger's when that was recorded last, in ms; negative behind. */
  readonly clockSkewMs: number | null
}

/** Keys that wait for an administrator to confirm their fingerprint. */
export type PendingView = {
  readonly fingerprint: string
  readonly machine: string | null
  readonly productVersion: string | null
  readonly requestedAt: string | null
}

/** `because` is otherMachine or supersededInstance. */
export type ConflictView = {
  readonly count: number
  readonly because: string | null
  readonly machine: string | null
  readonly seenAt: string | null
}

const agentOf = (row: FrontEndAt): AgentView | null =>
  row.fingerprint === null
    ? null
    : {
        fingerprint: row.fingerprint,
        machine: row.machine,
        productVersion: row.version,
        enrolledAt: row.enrolled_at,
        startedAt: row.started_at,
        clockSkewMs: row.clock_skew_ms,
      }

const pendingOf = (row: FrontEndAt): PendingView | null =>
  row.pending_fingerprint === null
    ? null
    : {
        fingerprint: row.pending_fingerprint,
        machine: row.pending_machine,
        productVersion: row.pending_version,
        requestedAt: row.requested_at,
      }

const conflictsOf = ({ conflicts, conflict_because, conflict_machine, conflict_at }: FrontEndAt): ConflictView | null =>
  conflicts === 0
    ? null
    : { count: conflicts, because: conflict_because, machine: conflict_machine, seenAt: conflict_at }

const assignedTo = (rows: Rows, fqdn: string, moment: Moment): ReadonlyArray<string> =>
  slotsAt(rows, moment, { scope: fqdn }).flatMap(({ role, value }) => (value.current === null ? [] : [role]))

export type FrontEndShown = {
  readonly fqdn: string
  readonly registeredAt: string
  readonly assigned: ReadonlyArray<string>
  readonly state: AgentState
  readonly agent: AgentView | null
  readonly pending: PendingView | null
  /** Until when an invitation that nobody used can be. */
  readonly invitedUntil: string | null
  readonly conflicts: ConflictView | null
}

const shown = (rows: Rows, row: FrontEndAt, moment: Moment): FrontEndShown => ({
  fqdn: row.fqdn,
  registeredAt: row.registered_at,
  assigned: assignedTo(rows, row.fqdn, moment),
  state: agentStateOf(row, moment),
  agent: agentOf(row),
  pending: pendingOf(row),
  invitedUntil: isInvited(row, moment.validAt) ? row.invited_until : null,
  conflicts: conflictsOf(row),
})

/** One front end, the agent that speaks for it, and who else asks to or tried to. */
export const showFrontEnd = question({
  name: 'ShowFrontEnd',
  summary: 'Show one front end: its agent, who asks to be its agent, and who misused its identity',
  right: 'ask',
  fields: { fqdn: fqdnField },
  answer: (rows, { fqdn }, moment) => {
    const row = frontEndAt(rows, fqdn, moment)
    return row === undefined
      ? E.left({ _tag: 'FrontEndNotKnownThen', fqdn })
      : E.right({ frontEnd: shown(rows, row, moment) })
  },
})
