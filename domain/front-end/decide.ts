import { decideBy, type DecideHandlers, type Decider } from '../decider.js'
import { E, type Either } from '../prelude.js'
import { sameKeys } from '../values/agent-keys.js'
import type { Fqdn } from '../values/fqdn.js'
import type { Instant } from '../values/instant.js'
import type { TokenMark } from '../values/token-digest.js'
import type { FrontEndCommand } from './commands.js'
import type { FrontEndRefusal } from './errors.js'
import type { FrontEndEvent } from './events.js'
import {
  evolveFrontEnd,
  type EnrolledAgent,
  type FrontEndState,
  type Invitation,
  type RegisteredFrontEnd,
} from './state.js'

type Decision = Either<FrontEndRefusal, ReadonlyArray<FrontEndEvent>>
type Handlers = DecideHandlers<FrontEndState, FrontEndCommand, FrontEndEvent, FrontEndRefusal>

const nothing: Decision = E.right([])
const refuse = (refusal: FrontEndRefusal): Decision => E.left(refusal)

const registered =
  <Data extends { readonly fqdn: Fqdn }>(decide: (data: Data, state: RegisteredFrontEnd) => Decision) =>
  (data: Data, state: FrontEndState): Decision =>
    state._tag === 'Registered' ? decide(data, state) : refuse({ _tag: 'FrontEndNotRegistered', fqdn: data.fqdn })

const withAgent = <Data extends { readonly fqdn: Fqdn }>(decide: (data: Data, agent: EnrolledAgent) => Decision) =>
  registered<Data>((data, { agent }) =>
    agent === null ? refuse({ _tag: 'AgentNotEnrolled', fqdn: data.fqdn }) : decide(data, agent))

const sameMark = (a: TokenMark, b: TokenMark): boolean => a.id === b.id && a.digest === b.digest

const invalidity = (known: Invitation | null, given: TokenMark, at: Instant) => {
  if (known === null || !sameMark(known.mark, given)) return 'unknown'
  if (known.used) return 'used'
  return known.expiresAt <= at ? 'expired' : null
}

const requestEnrolment: Handlers['RequestEnrolment'] = registered(
  ({ invitation, at, ...request }, { invitation: known, pending, agent }) => {
    const isKnown = known !== null && sameMark(known.mark, invitation)
    const waiting = pending ?? agent
    if (isKnown && waiting !== null && sameKeys(waiting.keys, request.keys)) return nothing
    const because = invalidity(known, invitation, at)
    return because === null
      ? E.right([{ type: 'EnrolmentRequested', data: { ...request, requestedAt: at } }])
      : refuse({ _tag: 'InvitationNotValid', fqdn: request.fqdn, because })
  },
)

const enrolAgent: Handlers['EnrolAgent'] = registered(({ fqdn, fingerprint, at }, { pending, agent }) => {
  if (pending === null)
    return agent?.fingerprint === fingerprint ? nothing : refuse({ _tag: 'NoEnrolmentPending', fqdn })
  if (pending.fingerprint !== fingerprint)
    return refuse({ _tag: 'FingerprintDiffers', fqdn, expected: pending.fingerprint, given: fingerprint })
  return E.right([{ type: 'AgentEnrolled', data: { fqdn, ...pending, enrolledAt: at } }])
})

const replaceAgentKeys: Handlers['ReplaceAgentKeys'] = withAgent(({ at, instance, ...replacement }, agent) => {
  if (sameKeys(agent.keys, replacement.keys)) return nothing
  const present = agent.instances.at(-1)
  if (present !== undefined && present.id !== instance)
    return refuse({
      _tag: 'AgentInstanceSuperseded', fqdn: replacement.fqdn, process: instance, since: present.startedAt,
    })
  return E.right([{ type: 'AgentKeysReplaced', data: { ...replacement, replacedAt: at } }])
})

const startAgent: Handlers['StartAgent'] = withAgent(({ at, ...start }, { instances, machine }) => {
  const { fqdn, instance } = start
  if (start.machine !== machine) return refuse({ _tag: 'AgentOnOtherMachine', fqdn, machine: start.machine })
  const present = instances.at(-1)
  if (present?.id === instance) return nothing
  return present !== undefined && instances.some(({ id }) => id === instance)
    ? refuse({ _tag: 'AgentInstanceSuperseded', fqdn, process: instance, since: present.startedAt })
    : E.right([{ type: 'AgentStarted', data: { ...start, startedAt: at } }])
})

const recordIdentityConflict: Handlers['RecordIdentityConflict'] = withAgent(({ at, ...conflict }, { conflicts }) =>
  conflicts.includes(conflict.instance)
    ? nothing
    : E.right([{ type: 'IdentityConflictSeen', data: { ...conflict, seenAt: at } }]))

/** What a clock may be wrong by before it is said, in ms; and how much it must change to be said again. */
export const TOLERATED_SKEW_MS = 30_000

const recordClockSkew: Handlers['RecordClockSkew'] = withAgent(({ fqdn, clockSkewMs, at }, { clockSkewMs: known }) => {
  const isRight = Math.abs(clockSkewMs) <= TOLERATED_SKEW_MS
  const wasRight = Math.abs(known) <= TOLERATED_SKEW_MS
  return (isRight && wasRight) || Math.abs(clockSkewMs - known) <= TOLERATED_SKEW_MS
    ? nothing
    : E.right([{ type: 'ClockSkewSeen', data: { fqdn, clockSkewMs, seenAt: at } }])
})

/** The front end aggregate: registration, the agent that speaks for it, and its end. Source: DESIGN 4. */
export const frontEnd: Decider<FrontEndCommand, FrontEndEvent, FrontEndState, FrontEndRefusal> = {
  initialState: { _tag: 'Unknown' },
  decide: decideBy<FrontEndState, FrontEndCommand, FrontEndEvent, FrontEndRefusal>({
    RegisterFrontEnd: ({ fqdn, at }, state) =>
      E.right(state._tag === 'Registered' ? [] : [{ type: 'FrontEndRegistered', data: { fqdn, registeredAt: at } }]),
    InviteAgent: registered(({ fqdn, invitation, expiresAt, at }) =>
      E.right([{ type: 'AgentInvited', data: { fqdn, invitation, invitedAt: at, expiresAt } }])),
    RequestEnrolment: requestEnrolment,
    EnrolAgent: enrolAgent,
    DeclineEnrolment: registered(({ fqdn, at }, { pending }) =>
      pending === null
        ? nothing
        : E.right([
          { type: 'EnrolmentDeclined', data: { fqdn, fingerprint: pending.fingerprint, declinedAt: at } },
        ])),
    ReplaceAgentKeys: replaceAgentKeys,
    StartAgent: startAgent,
    RecordIdentityConflict: recordIdentityConflict,
    RecordClockSkew: recordClockSkew,
    DecommissionFrontEnd: ({ fqdn, assigned, at }, state) => {
      if (state._tag === 'Unknown') return refuse({ _tag: 'FrontEndNotRegistered', fqdn })
      if (state._tag === 'Decommissioned') return nothing
      return assigned.length > 0
        ? refuse({ _tag: 'FrontEndInUse', fqdn, slots: assigned })
        : E.right([{ type: 'FrontEndDecommissioned', data: { fqdn, decommissionedAt: at } }])
    },
  }),
  evolve: evolveFrontEnd,
}
