import type { AgentFault } from '../../application/agents/agent-fault.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { AgentFingerprint } from '../../domain/values/agent-keys.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Uuid } from '../../domain/values/uuid.js'
import { ledgerClient } from './ledger/ledger-client.js'
import { openWire, type Wire } from './ledger/post.js'
import { serverUrl } from './ledger/server-url.js'
import { settlingClient, type SettlingClient } from './ledger/settling-client.js'
import { enrolledStateIn, lockOfState, type EnrolledState } from './state/enrolled-state.js'
import { machineId } from './state/machine-id.js'
import { adoptNextKeys, createNextKeys, dropNextKeys } from './state/next-keys.js'

/** What keys are replaced with. `instance` names this process to the ledger. */
export type ReplaceKeysOptions = {
  readonly state: string
  readonly version: string
  readonly instance: Uuid
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/** The keys that speak for the front end from now on, and those before. */
export type KeysReplaced = {
  readonly fqdn: Fqdn
  readonly fingerprint: AgentFingerprint
  readonly former: AgentFingerprint
}

const clientOf = (
  { state, version, instance, now }: ReplaceKeysOptions,
  { identity: { fqdn, server, pinned }, keys, next }: EnrolledState,
  { post }: Wire,
  machine: string,
): SettlingClient =>
  settlingClient(
    (spoken) =>
      ledgerClient({ server, fqdn, keys: spoken, machine, version, now, post }, pinned.signingKey, instance),
    keys,
    next === null ? null : { keys: next, adopt: adoptNextKeys(state), drop: dropNextKeys(state) },
  )

/** The ledger answers before anything is made, so that a server that is away leaves nothing behind. */
const replacedBy = (
  client: SettlingClient,
  state: string,
  { keys }: EnrolledState,
): TaskEither<AgentFault, AgentFingerprint> =>
  pipe(
    client.start(),
    TE.chainW((): TaskEither<AgentFault, AgentFingerprint> =>
      client.keys() !== keys
        ? TE.right(client.keys().fingerprint)
        : pipe(
            createNextKeys(state),
            TE.chainFirstW((next) => client.replaceKeys(next)),
            TE.chainFirstW(() => adoptNextKeys(state)),
            TE.map(({ fingerprint }) => fingerprint),
          )),
  )

const spoken = (options: ReplaceKeysOptions, found: EnrolledState): TaskEither<AgentFault, KeysReplaced> =>
  pipe(
    TE.fromEither(serverUrl(found.identity.server)),
    TE.chainW((url) =>
      TE.bracket<AgentFault, Wire, AgentFingerprint>(
        openWire(url, found.identity, options.signal),
        (wire) =>
          pipe(
            TE.fromTask<string, AgentFault>(machineId),
            TE.chain((machine) => replacedBy(clientOf(options, found, wire, machine), options.state, found)),
          ),
        ({ close }) => TE.fromTask(close),
      )),
    TE.map((fingerprint) => ({ fqdn: found.identity.fqdn, fingerprint, former: found.keys.fingerprint })),
  )

/**
 * Has the ledger listen to new keys, and no more to the former ones; refused while the agent runs. The new ones are
 * kept before the ledger is asked, beside those in force, and its signed answer decides. Where a crash or an outage
 * took that away, the next start of the agent finds out which are listened to, and so does a repeat: if they were
 * taken already, it tells so; else it makes others.
 */
export const replaceKeys = (options: ReplaceKeysOptions): TaskEither<AgentFault, KeysReplaced> =>
  TE.bracket(
    lockOfState(options.state),
    () =>
      pipe(
        enrolledStateIn(options.state),
        TE.chainW((found) => spoken(options, found)),
      ),
    (lock) => TE.fromIO(lock.release),
  )
