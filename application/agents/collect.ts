import type { KnownCertificate } from '../../domain/certificate/state.js'
import { replication } from '../../domain/replication/decide.js'
import { replicationStream } from '../../domain/streams.js'
import { plusMs } from '../../domain/values/instant.js'
import { beginning, type Position } from '../../domain/values/position.js'
import { slotText } from '../../domain/values/slot.js'
import type { CommandError } from '../commands/command.js'
import type { CommandContext } from '../context.js'
import { knownCertificate } from '../evidence.js'
import type { MeantFor } from '../ports/delivery-lookup.js'
import type { KeySealer } from '../ports/key-sealer.js'
import type { Secret } from '../ports/secret.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { followingRequest } from './following-request.js'
import type { CollectAnswer, CollectMessage } from './protocol.js'
import type { SpeakingAgent } from './speaking-agent.js'

type Needs = Services & { readonly keySealer: KeySealer }
type Wanted = Pick<CollectMessage, 'slot' | 'generation' | 'attempt'>
type Collected<A> = TaskEither<CommandError, A>

/** How long a sealed key can be opened, in ms. */
const OPENS_FOR_MS = 600_000

/** Who asks for what, and the stream that it stands in. */
type Collection = {
  readonly agent: SpeakingAgent
  readonly wanted: Wanted
  readonly stream: string
  readonly context: CommandContext
}

/** Records that the key is handed out, or, dry, only decides whether it may be. */
const recorded = (services: Needs, { agent, wanted, stream, context }: Collection, dryRun: boolean) => {
  const { fqdn, fingerprint: sealedTo } = agent
  const { slot, generation, attempt } = wanted
  const expiresAt = plusMs(context.at, OPENS_FOR_MS)
  return services.handle(replication, { ...context, dryRun }, stream, {
    type: 'CollectKey',
    data: { fqdn, slot, generation, attempt, sealedTo, expiresAt, at: context.at },
  })
}

const isWanted = ({ slot, generation }: Wanted) => (meant: MeantFor['entries'][number]): boolean =>
  slotText(meant.slot) === slotText(slot) && meant.generation === generation

/** What is meant now: a change that the scheduler has not followed up yet counts already. */
const stillMeant = (services: Needs, { agent: { fqdn }, wanted, context }: Collection): Collected<KnownCertificate> =>
  pipe(
    services.lookup.meantFor(fqdn, context.at),
    TE.chainW(({ entries }) => {
      const meant = entries.find(isWanted(wanted))
      const { slot, generation } = wanted
      return meant === undefined
        ? TE.left<CommandError>({ _tag: 'DeliveryAbandoned', fqdn, slot, generation })
        : knownCertificate(services, meant.certificate.thumbprintSha256)
    }),
  )

const opened = ({ keyVault }: Needs, { facts: { thumbprint }, privateKey }: KnownCertificate): Collected<Secret> =>
  privateKey._tag === 'Kept'
    ? keyVault.open(privateKey.custody.ref)
    : TE.left({ _tag: 'PrivateKeyNotKept', thumbprint, because: 'destroyed' })

/** The key, sealed to the agent and bound to what was put on record for it. */
const sealed = (
  { keySealer }: Needs,
  { agent: { fqdn, keys }, wanted: { slot, generation, attempt }, context }: Collection,
  { facts: { thumbprintSha256 }, der, chain }: KnownCertificate,
  privateKey: Secret,
  position: Position,
): Collected<CollectAnswer> =>
  pipe(
    keySealer.seal({
      recipient: keys.sealing,
      binding: {
        fqdn, slot, generation, attempt, thumbprintSha256, position, expiresAt: plusMs(context.at, OPENS_FOR_MS),
      },
      privateKey,
      certificate: der,
      chain: chain.map((issuer) => issuer.der),
    }),
    TE.map((jwe) => ({ fqdn, slot, generation, attempt, sealed: jwe })),
  )

const handedOut = (services: Needs, collection: Collection): Collected<CollectAnswer> =>
  pipe(
    recorded(services, collection, true),
    TE.chainW(() => stillMeant(services, collection)),
    TE.chainW((known) =>
      pipe(
        opened(services, known),
        TE.chainW((privateKey) =>
          pipe(
            recorded(services, collection, false),
            TE.chainW(({ events }) =>
              sealed(services, collection, known, privateKey, events.at(-1)?.position ?? beginning)),
          )),
      )),
  )

const alarms = {
  KeyAlreadyCollected: 'alreadyCollected',
  DeliveryAbandoned: 'abandoned',
  OtherAttempt: 'otherAttempt',
} as const

const isAlarming = (tag: string): tag is keyof typeof alarms => Object.hasOwn(alarms, tag)

/** Puts on record that somebody asked for what is not, or no longer, to be handed out; then refuses it. */
const refused = (
  services: Needs,
  { agent: { fqdn }, wanted: { slot, generation, attempt }, stream, context }: Collection,
  error: CommandError,
): Collected<CollectAnswer> =>
  isAlarming(error._tag)
    ? pipe(
        services.handle(replication, { ...context, commandId: services.ids.fresh() }, stream, {
          type: 'RecordRefusedCollection',
          data: { fqdn, slot, generation, attempt, because: alarms[error._tag], at: context.at },
        }),
        TE.chainW(() => TE.left(error)),
      )
    : TE.left(error)

/**
 * Hands the key of one delivery to the agent that it is meant for, once. The vault is opened before, and that it is
 * handed out is on record before it is sealed; whoever asks again, or for what is not meant any more, is refused, and
 * that is on record too. An agent that lost the answer reports a failure and gets another attempt.
 */
export const collectKey = (
  services: Needs,
  agent: SpeakingAgent,
  { slot, generation, attempt }: Wanted,
): Collected<CollectAnswer> => {
  const stream = replicationStream(agent.fqdn, slot, generation)
  return pipe(
    services.refresh,
    TE.chainW(() => followingRequest(services, stream, agent.asked)),
    TE.chainW((context) => {
      const collection = { agent, wanted: { slot, generation, attempt }, stream, context }
      return pipe(
        handedOut(services, collection),
        TE.orElse((error) => refused(services, collection, error)),
      )
    }),
  )
}
