import { evolveBy } from '../decider.js'
import type { AgentFingerprint, AgentKeys } from '../values/agent-keys.js'
import type { Instant } from '../values/instant.js'
import type { TokenMark } from '../values/token-digest.js'
import type { Uuid } from '../values/uuid.js'
import type { FrontEndEvent } from './events.js'

export type Invitation = { readonly mark: TokenMark; readonly expiresAt: Instant; readonly used: boolean }

/** Keys that wait for an administrator. */
export type PendingAgent = {
  readonly keys: AgentKeys
  readonly fingerprint: AgentFingerprint
  readonly machine: string
}

/** The process that speaks for the agent. */
export type AgentInstance = { readonly id: Uuid; readonly startedAt: Instant }

/** An agent that is trusted; `instances` are the processes that spoke for it, the present one last. */
export type EnrolledAgent = PendingAgent & {
  readonly instances: ReadonlyArray<AgentInstance>
  /** What is on record, in ms; 0 as long as the clock is right. */
  readonly clockSkewMs: number
  /** Instances whose conflict is on record. */
  readonly conflicts: ReadonlyArray<Uuid>
}

export type RegisteredFrontEnd = {
  readonly _tag: 'Registered'
  readonly registeredAt: Instant
  readonly invitation: Invitation | null
  readonly pending: PendingAgent | null
  /** Whose request was declined last. */
  readonly declined: AgentFingerprint | null
  readonly agent: EnrolledAgent | null
}

export type FrontEndState = { readonly _tag: 'Unknown' } | { readonly _tag: 'Decommissioned' } | RegisteredFrontEnd

/** How many instances and conflicts are remembered; older ones are as good as forgotten. */
const REMEMBERED = 50

const onRegistered =
  <Data>(change: (state: RegisteredFrontEnd, data: Data) => Partial<RegisteredFrontEnd>) =>
  (state: FrontEndState, data: Data): FrontEndState =>
    state._tag === 'Registered' ? { ...state, ...change(state, data) } : state

const onAgent = <Data>(change: (agent: EnrolledAgent, data: Data) => Partial<EnrolledAgent>) =>
  onRegistered<Data>((state, data) =>
    state.agent === null ? {} : { agent: { ...state.agent, ...change(state.agent, data) } })

const enrolled = { instances: [], clockSkewMs: 0, conflicts: [] } as const

export const evolveFrontEnd = evolveBy<FrontEndState, FrontEndEvent>({
  FrontEndRegistered: (_state, { registeredAt }) => ({
    _tag: 'Registered',
    registeredAt,
    invitation: null,
    pending: null,
    declined: null,
    agent: null,
  }),
  AgentInvited: onRegistered((_state, { invitation, expiresAt }) => ({
    invitation: { mark: invitation, expiresAt, used: false },
  })),
  EnrolmentRequested: onRegistered(({ invitation }, { keys, fingerprint, machine }) => ({
    invitation: invitation === null ? null : { ...invitation, used: true },
    pending: { keys, fingerprint, machine },
  })),
  AgentEnrolled: onRegistered((_state, { keys, fingerprint, machine }) => ({
    pending: null,
    agent: { keys, fingerprint, machine, ...enrolled },
  })),
  EnrolmentDeclined: onRegistered((_state, { fingerprint }) => ({ pending: null, declined: fingerprint })),
  AgentKeysReplaced: onAgent((_agent, { keys, fingerprint }) => ({ keys, fingerprint })),
  AgentStarted: onAgent(({ instances }, { instance, startedAt, clockSkewMs }) => ({
    instances: [...instances, { id: instance, startedAt }].slice(-REMEMBERED),
    clockSkewMs,
  })),
  IdentityConflictSeen: onAgent(({ conflicts }, { instance }) => ({
    conflicts: [...conflicts, instance].slice(-REMEMBERED),
  })),
  ClockSkewSeen: onAgent((_agent, { clockSkewMs }) => ({ clockSkewMs })),
  FrontEndDecommissioned: () => ({ _tag: 'Decommissioned' }),
})
