import { E } from '../../domain/prelude.js'
import { agentStateOf, registeredAt, type AgentState } from '../front-ends-at.js'
import type { Rows } from '../rows.js'
import { slotsAt, type SlotAt } from '../slots-at.js'
import type { Moment } from '../time.js'
import { question } from './question.js'

export type FrontEndView = {
  readonly fqdn: string
  readonly registeredAt: string
  readonly assigned: ReadonlyArray<string>
  readonly agent: AgentState
  /** Of the agent that is trusted; null while none is. */
  readonly fingerprint: string | null
  readonly productVersion: string | null
  readonly lastStarted: string | null
  /** How often somebody else spoke with the identity of its agent. */
  readonly conflicts: number
}

const assignedTo = (slots: ReadonlyArray<SlotAt>): ReadonlyMap<string, ReadonlyArray<string>> => {
  const assigned = new Map<string, Array<string>>()
  for (const { role, scope, value } of slots) {
    if (value.current === null) continue
    const known = assigned.get(scope)
    if (known === undefined) assigned.set(scope, [role])
    else known.push(role)
  }
  return assigned
}

/** The front ends that were registered by a moment, with the types that are assigned there. */
export const frontEndsAt = (
  rows: Rows,
  moment: Moment,
  slots: ReadonlyArray<SlotAt> = slotsAt(rows, moment),
): ReadonlyArray<FrontEndView> => {
  const assigned = assignedTo(slots)
  return registeredAt(rows, moment).map((row) => ({
    fqdn: row.fqdn,
    registeredAt: row.registered_at,
    assigned: assigned.get(row.fqdn) ?? [],
    agent: agentStateOf(row, moment),
    fingerprint: row.fingerprint,
    productVersion: row.version,
    lastStarted: row.started_at,
    conflicts: row.conflicts,
  }))
}

/** Every registered front end. */
export const listFrontEnds = question({
  name: 'ListFrontEnds',
  summary: 'List the front ends, the types that are assigned there, and their agents',
  right: 'ask',
  fields: {},
  answer: (rows, _input, moment) => E.right({ frontEnds: frontEndsAt(rows, moment) }),
})
