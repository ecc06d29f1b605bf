import type { SetupFault } from '../../application/agents/agent-fault.js'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { AgentFingerprint } from '../../domain/values/agent-keys.js'
import { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Place } from '../../domain/values/place.js'
import { readKeys } from './state/agent-key-pairs.js'
import { readContact, type Contact } from './state/contact.js'
import { readIdentity, type Identity } from './state/identity.js'
import { readNextKeys } from './state/next-keys.js'
import { openOutbox } from './state/outbox.js'
import { takeLock } from './state/process-lock.js'
import { stateFiles } from './state/state-files.js'
import { allPlaces, type Held } from './store/manifest.js'
import { readManifest } from './store/read-manifest.js'
import { namesIn, roleDirectory } from './store/role-directory.js'

/** What a place of the store is to hold. */
export type PlaceStatus = Pick<Held, 'generation' | 'thumbprint' | 'notAfter' | 'effectiveAt' | 'installedAt'> & {
  readonly role: CertificateRole
  readonly place: Place
}

/** An agent as its own files tell of it; the ledger is not asked. */
export type AgentStatus = Omit<Identity, 'version' | 'pinned'> & {
  readonly ledger: string | null
  readonly fingerprint: AgentFingerprint | null
  /** Keys that the ledger was asked to take, where it is not known yet whether it has. */
  readonly nextFingerprint: AgentFingerprint | null
  readonly isRunning: boolean
  readonly contact: Contact | null
  readonly waitingResults: number
  readonly places: ReadonlyArray<PlaceStatus>
}

const placesIn = async ({ store, fqdn }: Identity): Promise<ReadonlyArray<PlaceStatus>> => {
  const found: Array<PlaceStatus> = []
  for (const role of (await namesIn(store)).filter(CertificateRole.is)) {
    const { places } = await readManifest(roleDirectory(store, role), fqdn)
    for (const place of allPlaces) {
      const held = places[place]
      if (held === null) continue
      const { generation, thumbprint, notAfter, effectiveAt, installedAt } = held
      found.push({ role, place, generation, thumbprint, notAfter, effectiveAt, installedAt })
    }
  }
  return found
}

const isLocked = (state: string): boolean => {
  const lock = takeLock(state, stateFiles.lock)
  if (E.isLeft(lock)) return lock.left._tag === 'AgentRunning'
  lock.right.release()
  return false
}

/** Tells of the agent of a state directory, running or not. */
export const agentStatus = (state: string): TaskEither<SetupFault, AgentStatus> =>
  pipe(
    readIdentity(state),
    TE.chain((found) =>
      found === null ? TE.left<SetupFault, Identity>({ _tag: 'AgentNotSetUp', state }) : TE.right(found)),
    TE.bindTo('identity'),
    TE.bind('keys', () => readKeys(state)),
    TE.bind('next', () => readNextKeys(state)),
    TE.bind('contact', () => readContact(state)),
    TE.bind('outbox', () => openOutbox(state)),
    TE.bind('places', ({ identity }) =>
      TE.tryCatch(() => placesIn(identity), (): SetupFault => ({
        _tag: 'AgentFileUnusable',
        path: identity.store,
        reason: 'UNREADABLE',
      }))),
    TE.map(({ identity: { version: _, pinned, ...identity }, keys, next, contact, outbox, places }) => ({
      ...identity,
      ledger: pinned === null ? null : pinned.ledger,
      fingerprint: keys === null ? null : keys.fingerprint,
      nextFingerprint: next === null ? null : next.fingerprint,
      isRunning: isLocked(state),
      contact,
      waitingResults: outbox.waiting().length,
      places,
    })),
  )
