import type { AgentFault, SetupFault } from '../../application/agents/agent-fault.js'
import type { CertificateReader } from '../../application/ports/certificate-reader.js'
import type { PfxWriter } from '../../application/ports/pfx-writer.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { Uuid } from '../../domain/values/uuid.js'
import { readConfig } from './hooks/agent-config.js'
import { ledgerClient } from './ledger/ledger-client.js'
import { ledgerClock, type MachineClock } from './ledger/ledger-clock.js'
import { openWire, type Wire } from './ledger/post.js'
import { serverUrl } from './ledger/server-url.js'
import { settlingClient, type SettlingClient } from './ledger/settling-client.js'
import type { FactsOfDer } from './observation/facts-of-der.js'
import { observeStore } from './observation/observe-store.js'
import type { AgentParts } from './round/agent-parts.js'
import type { AgentKeyPairs } from './state/agent-key-pairs.js'
import { readContact, writeContact, type Contact } from './state/contact.js'
import { enrolledIn, enrolledStateIn, lockOf, lockOfState, type EnrolledState } from './state/enrolled-state.js'
import { machineId } from './state/machine-id.js'
import { adoptNextKeys, dropNextKeys } from './state/next-keys.js'
import { openOutbox, type Outbox } from './state/outbox.js'
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

type Setup = EnrolledState & { readonly contact: Contact | null; readonly outbox: Outbox }

const setupIn = (state: string): TaskEither<SetupFault, Setup> =>
  pipe(
    enrolledStateIn(state),
    TE.bind('contact', () => readContact(state)),
    TE.bind('outbox', () => openOutbox(state)),
    TE.chainFirst(() => TE.map(() => undefined)(readConfig(state))),
  )

const clientOf = (options: AgentOptions, setup: Setup, wire: Wire, machine: string): SettlingClient => {
  const { identity: { fqdn, server, pinned }, keys, next } = setup
  const { state, version, machineClock: { now }, tell } = options
  const told = (event: string, { fingerprint }: AgentKeyPairs) => TE.map(() => {
    tell({ event, level: 'info', facts: { fingerprint } })
  })
  return settlingClient(
    (spoken) => {
      const speaker = { server, fqdn, keys: spoken, machine, version, now, post: wire.post }
      return ledgerClient(speaker, pinned.signingKey, options.instance)
    },
    keys,
    next === null ? null : {
      keys: next,
      adopt: pipe(adoptNextKeys(state), told('keysReplaced', next)),
      drop: pipe(dropNextKeys(state), told('keysKept', keys)),
    },
  )
}

const partsOf = (options: AgentOptions, setup: Setup, wire: Wire, machine: string): AgentParts => {
  const { state, machineClock, pfxWriter, certificateReader, factsOfDer, openSealed, tell } = options
  const { identity: { fqdn, store }, contact, outbox } = setup
  return {
    fqdn,
    store: agentStore(store, fqdn, pfxWriter),
    observe: observeStore(store, certificateReader, factsOfDer),
    client: clientOf(options, setup, wire, machine),
    clock: ledgerClock(machineClock, contact === null ? null : contact.aheadMs),
    outbox,
    config: readConfig(state),
    openSealed,
    keepContact: writeContact(state),
    wasHeard: contact !== null,
    tell,
  }
}

const opened = (options: AgentOptions, setup: Setup): TaskEither<AgentFault, OpenAgent> =>
  pipe(
    TE.Do,
    TE.bindW('url', () => TE.fromEither(serverUrl(setup.identity.server))),
    TE.bindW('wire', ({ url }) => openWire(url, setup.identity, options.signal)),
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
    TE.bind('stateLock', () => lockOfState(options.state)),
    TE.bind('storeLock', ({ found, stateLock }) =>
      pipe(
        lockOf(found.store, '.agent.lock'),
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
