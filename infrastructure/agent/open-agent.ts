import { mkdir } from 'node:fs/promises'
import type { AgentFault, SetupFault } from '../../application/agents/agent-fault.js'
import type { CertificateReader } from '../../application/ports/certificate-reader.js'
import type { PfxWriter } from '../../application/ports/pfx-writer.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { Uuid } from '../../domain/values/uuid.js'
import { faultAt } from './files/file-code.js'
import { readConfig } from './hooks/agent-config.js'
import { ledgerClient } from './ledger/ledger-client.js'
import { ledgerClock, type MachineClock } from './ledger/ledger-clock.js'
import { openWire, type Wire } from './ledger/post.js'
import { serverUrl } from './ledger/server-url.js'
import type { FactsOfDer } from './observation/facts-of-der.js'
import { observeStore } from './observation/observe-store.js'
import type { AgentParts } from './round/agent-parts.js'
import { readKeys, type AgentKeyPairs } from './state/agent-key-pairs.js'
import { readContact, writeContact, type Contact } from './state/contact.js'
import { readIdentity, type Identity } from './state/identity.js'
import { machineId } from './state/machine-id.js'
import { openOutbox, type Outbox } from './state/outbox.js'
import { takeLock, type ProcessLock } from './state/process-lock.js'
import { ensureState, stateFiles } from './state/state-files.js'
import { agentStore } from './store/agent-store.js'

/** What an agent needs that other adapters give, and how it is to run. */
export type AgentOptions = Pick<AgentParts, 'openSealed' | 'tell'> & {
  readonly state: string
  readonly version: string
  /** Names this process to the ledger. */
  readonly instance: Uuid
  readonly machineClock: MachineClock
  readonly pfxWriter: PfxWriter
  readonly certificateReader: CertificateReader
  readonly factsOfDer: FactsOfDer
  readonly signal: AbortSignal
}

/** An agent that is ready to work, and alone with its state directory and its store. */
export type OpenAgent = { readonly parts: AgentParts; readonly close: () => Promise<void> }

type Enrolled = Identity & { readonly pinned: NonNullable<Identity['pinned']> }

type Setup = {
  readonly identity: Enrolled
  readonly keys: AgentKeyPairs
  readonly contact: Contact | null
  readonly outbox: Outbox
}

const notSetUp = (state: string): SetupFault => ({ _tag: 'AgentNotSetUp', state })

const isEnrolled = (identity: Identity): identity is Enrolled => identity.pinned !== null

/** The identity in a state directory, of an agent that a ledger has answered to. */
const enrolledIn = (state: string): TaskEither<SetupFault, Enrolled> =>
  pipe(
    readIdentity(state),
    TE.chain((found) => (found !== null && isEnrolled(found) ? TE.right(found) : TE.left(notSetUp(state)))),
  )

const setupIn = (state: string): TaskEither<SetupFault, Setup> =>
  pipe(
    enrolledIn(state),
    TE.bindTo('identity'),
    TE.bind('keys', () =>
      pipe(readKeys(state), TE.chain((keys) => (keys === null ? TE.left(notSetUp(state)) : TE.right(keys))))),
    TE.bind('contact', () => readContact(state)),
    TE.bind('outbox', () => openOutbox(state)),
    TE.chainFirst(() => TE.map(() => undefined)(readConfig(state))),
  )

const locked = (directory: string, name: string): TaskEither<SetupFault, ProcessLock> =>
  pipe(
    TE.tryCatch(() => mkdir(directory, { recursive: true, mode: 0o755 }), faultAt(directory)),
    TE.chainEitherKW(() => takeLock(directory, name)),
  )

const partsOf = (options: AgentOptions, setup: Setup, wire: Wire, machine: string): AgentParts => {
  const { state, machineClock, pfxWriter, certificateReader, factsOfDer, openSealed, tell, version } = options
  const { identity: { fqdn, server, store, pinned }, keys, contact, outbox } = setup
  const speaker = { server, fqdn, keys, machine, version, now: machineClock.now, post: wire.post }
  return {
    fqdn,
    sealingKey: keys.sealing,
    store: agentStore(store, fqdn, pfxWriter),
    observe: observeStore(store, certificateReader, factsOfDer),
    client: ledgerClient(speaker, pinned.signingKey, options.instance),
    clock: ledgerClock(machineClock, contact === null ? null : contact.aheadMs),
    outbox,
    config: readConfig(state),
    openSealed,
    keepContact: writeContact(state),
    tell,
  }
}

const opened = (options: AgentOptions, setup: Setup): TaskEither<AgentFault, OpenAgent> =>
  pipe(
    TE.Do,
    TE.bindW('url', () => TE.fromEither(serverUrl(setup.identity.server))),
    TE.bindW('wire', ({ url }) => openWire(url, setup.identity.ca, options.signal)),
    TE.bindW('machine', () => TE.fromTask(machineId)),
    TE.map(({ wire, machine }) => ({ parts: partsOf(options, setup, wire, machine), close: wire.close })),
  )

/**
 * Makes an enrolled agent ready to work: takes the locks of its state directory and its store, and reads what is there.
 * A configuration that is not understood is refused here, before anything is done.
 */
export const openAgent = (options: AgentOptions): TaskEither<AgentFault, OpenAgent> =>
  pipe(
    enrolledIn(options.state),
    TE.bindTo('found'),
    TE.chainFirst(() => ensureState(options.state)),
    TE.bindW('stateLock', () => locked(options.state, stateFiles.lock)),
    TE.bindW('storeLock', ({ found, stateLock }) =>
      pipe(
        locked(found.store, '.agent.lock'),
        TE.orElseFirstIOK(() => stateLock.release),
      )),
    TE.chainW(({ stateLock, storeLock }) => {
      const release = (): void => {
        storeLock.release()
        stateLock.release()
      }
      return pipe(
        setupIn(options.state),
        TE.chainW((setup) => opened(options, setup)),
        TE.orElseFirstIOK(() => release),
        TE.map(({ parts, close }) => ({ parts, close: () => close().finally(release) })),
      )
    }),
  )
