import { mkdir } from 'node:fs/promises'
import type { EnrolAnswer } from '../../application/agents/protocol.js'
import type { AgentFault, SetupFault } from '../../application/agents/agent-fault.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Instant } from '../../domain/values/instant.js'
import { faultAt } from './files/file-code.js'
import { clientIdentity } from './ledger/client-identity.js'
import { enrolAgent } from './ledger/enrol-agent.js'
import { openWire, type Wire } from './ledger/post.js'
import { serverUrl } from './ledger/server-url.js'
import { createKeys, readKeys, type AgentKeyPairs } from './state/agent-key-pairs.js'
import { readIdentity, writeIdentity, type ClientFiles, type Identity } from './state/identity.js'
import { machineId } from './state/machine-id.js'
import { ensureState } from './state/state-files.js'

/** What an enrolment is asked with. `invitation` is empty where it is only asked again. */
export type EnrolOptions = {
  readonly state: string
  readonly server: string
  readonly fqdn: Fqdn
  readonly store: string
  readonly ca: string | null
  /** What is shown to a server that asks for a certificate; null leaves what was named before. */
  readonly client: ClientFiles | null
  readonly invitation: string
  readonly version: string
  readonly now: () => Instant
  readonly signal: AbortSignal
}

/** What has become of it: pending until an administrator has compared and confirmed the fingerprint. */
export type Enrolment = Pick<EnrolAnswer, 'state' | 'fingerprint' | 'ledger'> & { readonly fqdn: Fqdn }

type Ready = { readonly url: URL; readonly identity: Identity; readonly keys: AgentKeyPairs }

const isSame = (found: Identity, { fqdn, store, ca }: EnrolOptions, url: URL): boolean =>
  found.fqdn === fqdn && found.server === url.origin && found.store === store && found.ca === ca

/** The identity as it is set up, or a new one; the directory of another agent is refused. */
const identityFor = (options: EnrolOptions, url: URL): TaskEither<SetupFault, Identity> =>
  pipe(
    readIdentity(options.state),
    TE.chain((found) => {
      const { state, fqdn, store, ca, client } = options
      if (found === null) return TE.right({ version: 1, fqdn, server: url.origin, ca, client, store, pinned: null })
      return isSame(found, options, url)
        ? TE.right({ ...found, client: client ?? found.client })
        : TE.left({ _tag: 'AgentSetUpOtherwise', state, fqdn: found.fqdn, server: found.server })
    }),
  )

const keysIn = (state: string): TaskEither<SetupFault, AgentKeyPairs> =>
  pipe(readKeys(state), TE.chain((found) => (found === null ? createKeys(state) : TE.right(found))))

const madeReady = (options: EnrolOptions): TaskEither<SetupFault, Ready> =>
  pipe(
    TE.fromEither(serverUrl(options.server)),
    TE.bindTo('url'),
    TE.chainFirstW(() => clientIdentity(options.client)),
    TE.chainFirst(() => ensureState(options.state)),
    TE.bind('identity', ({ url }) => identityFor(options, url)),
    TE.chainFirstW(() =>
      TE.tryCatch(() => mkdir(options.store, { recursive: true, mode: 0o755 }), faultAt(options.store))),
    TE.bind('keys', () => keysIn(options.state)),
    TE.chainFirst(({ identity }) => writeIdentity(options.state, identity)),
  )

const asked = ({ url, identity, keys }: Ready, options: EnrolOptions): TaskEither<AgentFault, EnrolAnswer> =>
  TE.bracket<AgentFault, Wire, EnrolAnswer>(
    openWire(url, identity, options.signal),
    ({ post }) =>
      pipe(
        TE.fromTask<string, AgentFault>(machineId),
        TE.chainW((machine) => {
          const { fqdn, version, now, invitation } = options
          const speaker = { server: url.origin, fqdn, keys, machine, version, now, post }
          return enrolAgent(speaker, invitation, identity.pinned)
        }),
      ),
    ({ close }) => TE.fromTask(close),
  )

/**
 * Makes the keys of an agent and its state directory, asks the ledger to enrol it, and pins the ledger that answered.
 * Repeat: with the same keys it tells what has become of it; what a crash cut off is taken up again.
 */
export const enrol = (options: EnrolOptions): TaskEither<AgentFault, Enrolment> =>
  pipe(
    madeReady(options),
    TE.bindTo('ready'),
    TE.bindW('answer', ({ ready }) => asked(ready, options)),
    TE.chainFirstW(({ ready: { identity }, answer: { ledger, signingKey } }) =>
      identity.pinned === null
        ? writeIdentity(options.state, { ...identity, pinned: { ledger, signingKey } })
        : TE.right(undefined)),
    TE.map(({ answer: { state, fingerprint, ledger } }) => ({ state, fingerprint, ledger, fqdn: options.fqdn })),
  )
