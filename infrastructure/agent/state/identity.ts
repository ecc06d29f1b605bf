import { join } from 'node:path'
import { t } from '../../../domain/prelude.js'
import { PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { SetupFault } from '../../../application/agents/agent-fault.js'
import { readState, stateFiles, writeState } from './state-files.js'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/** Where the certificate is that a server asks for, and its private key: paths of PEM files. */
const ClientFiles = t.type({ certificate: t.string, privateKey: t.string })
export type ClientFiles = t.TypeOf<typeof ClientFiles>

const Kept = t.type({
  version: t.literal(1),
  fqdn: Fqdn,
  server: t.string,
  /** A file of authorities that the server's TLS certificate is checked against; null for those of the system. */
  ca: orNull(t.string),
  store: t.string,
  pinned: orNull(t.type({ ledger: Uuid, signingKey: PublicKeyText })),
})

/** What an agent without a client certificate may leave out of its file. */
const Stored = t.intersection([Kept, t.partial({ client: orNull(ClientFiles) })])
type Stored = t.TypeOf<typeof Stored>

/** Who the agent is, whom it belongs to, and where its store is. `pinned` is null until the ledger answered once. */
export type Identity = t.TypeOf<typeof Kept> & { readonly client: ClientFiles | null }

const identityOf = (stored: Stored): Identity => ({ ...stored, client: stored.client ?? null })

/** The identity in a state directory; null where none was set up. */
export const readIdentity = (state: string): TaskEither<SetupFault, Identity | null> =>
  pipe(
    readState(state, stateFiles.identity),
    TE.chainEitherKW((found): Either<SetupFault, Identity | null> => {
      if (found === null) return E.right(null)
      return Stored.is(found)
        ? E.right(identityOf(found))
        : E.left({ _tag: 'AgentFileUnusable', path: join(state, stateFiles.identity), reason: 'DAMAGED' })
    }),
  )

/** Puts the identity down durably. */
export const writeIdentity = (state: string, identity: Identity): TaskEither<SetupFault, void> =>
  writeState(state, stateFiles.identity, identity)
