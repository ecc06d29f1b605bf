import type { ReplicationCommand } from '../../domain/replication/commands.js'
import { replication } from '../../domain/replication/decide.js'
import type { ReplicationState } from '../../domain/replication/state.js'
import { replicationStream } from '../../domain/streams.js'
import type { Instant } from '../../domain/values/instant.js'
import type { CommandError } from '../commands/command.js'
import { knownCertificate } from '../evidence.js'
import type { KeySealer } from '../ports/key-sealer.js'
import { E, pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { failureTold } from './failure-told.js'
import { followingRequest } from './following-request.js'
import { proofText, type DeliveryResult, type ReportAnswer } from './protocol.js'
import type { SpeakingAgent } from './speaking-agent.js'

type Needs = Services & { readonly keySealer: KeySealer }
type Proved = Extract<DeliveryResult, { readonly outcome: 'proved' }>
type Failed = Extract<DeliveryResult, { readonly outcome: 'failed' }>
type Agent = SpeakingAgent

const named = ({ fqdn }: Agent, { slot, generation, attempt }: DeliveryResult, at: Instant) =>
  ({ fqdn, slot, generation, attempt, at })

const failure = (agent: Agent, result: DeliveryResult, told: Pick<Failed, 'reason' | 'detail'>, at: Instant):
ReplicationCommand => ({
  type: 'ReportFailure',
  data: { ...named(agent, result, at), ...failureTold(told), failedAt: result.at },
})

/** Of the attempt that is under way the signature is checked; of any other the decision makes nothing. */
const isProved = (services: Needs, { fqdn }: Agent, result: Proved, state: ReplicationState):
TaskEither<CommandError, boolean> => {
  if (state._tag !== 'Open' || state.attempt !== result.attempt) return TE.right(true)
  const { challenge, certificate: { thumbprintSha256 } } = state
  const { slot, generation, signature } = result
  const text = proofText(fqdn, { slot, generation, challenge, thumbprintSha256 })
  return pipe(
    knownCertificate(services, thumbprintSha256),
    TE.map(({ der }) => services.keySealer.isProof({ certificate: der, text, signature })),
  )
}

const meant = (services: Needs, agent: Agent, result: DeliveryResult, stream: string):
TaskEither<CommandError, ReplicationCommand> => {
  const at = services.clock.now()
  const data = named(agent, result, at)
  switch (result.outcome) {
    case 'installed':
      return TE.right({ type: 'ReportInstallation', data: { ...data, installedAt: result.at } })
    case 'failed':
      return TE.right(failure(agent, result, result, at))
    case 'proved':
      return pipe(
        services.load(replication, stream),
        TE.chainW(({ state }) => isProved(services, agent, result, state)),
        TE.map((proved): ReplicationCommand =>
          proved
            ? { type: 'ProvePossession', data: { ...data, provedAt: result.at, served: result.served } }
            : failure(agent, result, { reason: 'PROOF_INVALID', detail: null }, at)),
      )
  }
}

/** What can never be recorded, however often it is said: the agent forgets it as if it were. */
const vain: ReadonlySet<CommandError['_tag']> = new Set<CommandError['_tag']>([
  'DeliveryNotRequested', 'DeliveryAbandoned', 'OtherAttempt', 'NotCollected', 'CertificateUnknown', 'EventTooLarge',
])

const without = (command: ReplicationCommand): ReplicationCommand =>
  command.type === 'ReportFailure' ? { ...command, data: { ...command.data, detail: null } } : command

const recordedOne = (services: Needs, agent: Agent, result: DeliveryResult): TaskEither<CommandError, unknown> => {
  const stream = replicationStream(agent.fqdn, result.slot, result.generation)
  return pipe(
    TE.Do,
    TE.bindW('context', () => followingRequest(services, stream, agent.asked)),
    TE.bindW('command', () => meant(services, agent, result, stream)),
    TE.chainW(({ context, command }) =>
      pipe(
        services.handle(replication, context, stream, command),
        TE.orElse((error): TaskEither<CommandError, unknown> =>
          error._tag === 'SecretRefused'
            ? services.handle(replication, context, stream, without(command))
            : TE.left(error)),
      )),
    TE.orElse((error): TaskEither<CommandError, unknown> =>
      vain.has(error._tag) ? TE.right(null) : TE.left(error)),
  )
}

/**
 * Puts on record what became of deliveries, in the order told, with the instants of the agent. A proof whose signature
 * is not that of the installed certificate is recorded as a failure (PROOF_INVALID). Results that mean nothing any more
 * count as recorded; where the log fails, those before it do. Repeat: no event.
 */
export const recordReport = (
  services: Needs,
  agent: SpeakingAgent,
  results: ReadonlyArray<DeliveryResult>,
): TaskEither<CommandError, ReportAnswer> => async () => {
  const refreshed = await services.refresh()
  if (E.isLeft(refreshed)) return refreshed
  for (const [recorded, result] of results.entries()) {
    const outcome = await recordedOne(services, agent, result)()
    if (E.isLeft(outcome)) return recorded === 0 ? outcome : E.right({ recorded })
  }
  return E.right({ recorded: results.length })
}
