import type { EnrolledAgent } from '../../domain/front-end/state.js'
import { msOf, type Instant } from '../../domain/values/instant.js'
import type { CommandError } from '../commands/command.js'
import type { MessageVerifier } from '../ports/message-verifier.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { AgentError } from './agent-error.js'
import { recordClockSkew, recordIdentityConflict } from './alarms.js'
import { isNumbered } from './bounds.js'
import { agentWhoSigned, claimedAt, contentAs, type AgentRoute, type Shape } from './heard.js'
import type { StartMessage } from './protocol.js'
import type { AgentSessions } from './sessions.js'
import { byAgent, type SpeakingAgent } from './speaking-agent.js'

type Failure = CommandError | AgentError

/** What every message says beside its content. */
type Stamped = Omit<StartMessage, 'machine' | 'version'>

/** What messages are read with, in one run of a server. */
export type Listening = {
  readonly services: Services
  readonly verifier: MessageVerifier
  readonly sessions: AgentSessions
}

const superseded = (
  services: Services,
  { instances, machine }: EnrolledAgent,
  { fqdn, instance }: Stamped,
  address: string | null,
): TaskEither<Failure, void> => {
  const present = instances.at(-1)
  if (present === undefined || present.id === instance || instances.every(({ id }) => id !== instance))
    return TE.right(undefined)
  const conflict = { fqdn, instance, machine, because: 'supersededInstance' } as const
  return pipe(
    recordIdentityConflict(services, byAgent(fqdn, address), conflict),
    TE.chainW(() =>
      TE.left<Failure>({ _tag: 'AgentInstanceSuperseded', fqdn, process: instance, since: present.startedAt })),
  )
}

const admitted = (
  { services, sessions }: Listening,
  agent: EnrolledAgent,
  message: Stamped,
  at: Instant,
  address: string | null,
): TaskEither<Failure, SpeakingAgent> => {
  const { fqdn, epoch, instance } = message
  if (epoch !== sessions.epoch) return TE.left({ _tag: 'AgentSessionUnknown', fqdn })
  const asked = byAgent(fqdn, address)
  const clockSkewMs = msOf(message.sentAt) - msOf(at)
  return pipe(
    superseded(services, agent, message, address),
    TE.chainEitherKW(() => sessions.admit({ ...message, clockSkewMs, at })),
    TE.chainEitherKW(() => sessions.pace(fqdn, at)),
    TE.chainW(() => recordClockSkew(services, asked, fqdn, clockSkewMs)),
    TE.map(() => {
      const { keys, fingerprint } = agent
      return { fqdn, keys, fingerprint, instance, clockSkewMs, asked, address }
    }),
  )
}

/**
 * Who speaks, and what he says: a message for this route, signed by the enrolled agent, of the process and the run of
 * the server that belong together, with a number higher than all before. Of two processes with one identity the
 * earlier is refused and put on record.
 */
export const listen = <A extends Stamped>(
  listening: Listening,
  route: AgentRoute,
  shape: Shape<A>,
  message: string,
  address: string | null,
): TaskEither<Failure, { readonly agent: SpeakingAgent; readonly content: A }> => {
  const { services, verifier } = listening
  const at = services.clock.now()
  return pipe(
    TE.fromEither(claimedAt(verifier, route, message)),
    TE.bindTo('claimed'),
    TE.bindW('enrolled', ({ claimed }) => agentWhoSigned(services, verifier, claimed, message)),
    TE.bindW('content', ({ claimed }) => TE.fromEither(contentAs(claimed, shape, isNumbered))),
    TE.bindW('agent', ({ enrolled, content }) => admitted(listening, enrolled, content, at, address)),
    TE.map(({ agent, content }) => ({ agent, content })),
  )
}
