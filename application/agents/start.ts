import { frontEnd } from '../../domain/front-end/decide.js'
import type { EnrolledAgent } from '../../domain/front-end/state.js'
import { frontEndStream } from '../../domain/streams.js'
import { msOf, type Instant } from '../../domain/values/instant.js'
import type { CommandError } from '../commands/command.js'
import { stamped, type Asked } from '../context.js'
import type { MessageVerifier } from '../ports/message-verifier.js'
import { E, pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import type { AgentError } from './agent-error.js'
import { recordClockSkew, recordIdentityConflict } from './alarms.js'
import { isLine, isNumbered } from './bounds.js'
import { agentWhoSigned, claimedAt, contentAs } from './heard.js'
import { StartMessage, type StartAnswer } from './protocol.js'
import type { AgentSessions } from './sessions.js'
import { byAgent } from './speaking-agent.js'

type Failure = CommandError | AgentError

const isBounded = (message: StartMessage): boolean =>
  isNumbered(message) && isLine(message.machine) && isLine(message.version)

/** Why a process that may not speak is an alarm; null where it is none. */
const conflictIn = (error: Failure): 'otherMachine' | 'supersededInstance' | null => {
  if (error._tag === 'AgentOnOtherMachine') return 'otherMachine'
  return error._tag === 'AgentInstanceSuperseded' ? 'supersededInstance' : null
}

const decided = (
  services: Services,
  asked: Asked,
  { fqdn, instance, machine, version }: StartMessage,
  clockSkewMs: number,
): TaskEither<Failure, void> => {
  const context = stamped(services, asked)
  const data = { fqdn, instance, machine, version, clockSkewMs, at: context.at }
  return pipe(
    services.handle(frontEnd, context, frontEndStream(fqdn), { type: 'StartAgent', data }),
    TE.map(() => undefined),
    TE.orElse((error) => {
      const because = conflictIn(error)
      return because === null
        ? TE.left<Failure, void>(error)
        : pipe(
            recordIdentityConflict(services, asked, { fqdn, instance, machine, because }),
            TE.chainW(() => TE.left<Failure, void>(error)),
          )
    }),
  )
}

/** Nothing new is put on record of it; and whoever repeats what an agent said does not take its turns away. */
const isKnown = ({ instances, conflicts }: EnrolledAgent, { instance }: StartMessage): boolean =>
  conflicts.includes(instance) || instances.some(({ id }) => id === instance)

const begun = (
  services: Services,
  sessions: AgentSessions,
  message: StartMessage,
  address: string | null,
  at: Instant,
): TaskEither<Failure, StartAnswer> => {
  const { fqdn } = message
  const clockSkewMs = msOf(message.sentAt) - msOf(at)
  const asked = byAgent(fqdn, address)
  return pipe(
    decided(services, asked, message, clockSkewMs),
    TE.chainEitherKW(() => sessions.begin({ ...message, clockSkewMs, at }, message.version)),
    TE.chainW(() => recordClockSkew(services, asked, fqdn, clockSkewMs)),
    TE.map(() => ({ epoch: sessions.epoch, serverTime: services.clock.now(), clockSkewMs })),
  )
}

/**
 * A process of an enrolled agent begins to speak, in place of the one before it; the same process may begin again,
 * also with a server that was restarted, and nothing is recorded then. Another machine, or a process that was
 * superseded, is refused and put on record.
 */
export const start = (
  services: Services,
  verifier: MessageVerifier,
  sessions: AgentSessions,
  message: string,
  address: string | null,
): TaskEither<Failure, StartAnswer> => {
  const at = services.clock.now()
  return pipe(
    TE.fromEither(claimedAt(verifier, 'start', message)),
    TE.bindTo('claimed'),
    TE.bindW('agent', ({ claimed }) => agentWhoSigned(services, verifier, claimed, message)),
    TE.bindW('content', ({ claimed }) => TE.fromEither(contentAs(claimed, StartMessage, isBounded))),
    TE.chainFirstW(({ agent, content }) =>
      TE.fromEither(isKnown(agent, content) ? E.right(undefined) : sessions.pace(content.fqdn, at))),
    TE.chainW(({ content }) => begun(services, sessions, content, address, at)),
  )
}
