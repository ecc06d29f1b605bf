import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { StoreFault } from '../../../application/agents/agent-fault.js'
import { faultAt } from '../files/file-code.js'
import { readBounded } from '../files/read-bounded.js'
import type { ClientFiles } from '../state/identity.js'

/** What the agent shows to a server that asks for a certificate, PEM. */
export type ClientIdentity = { readonly certificate: Buffer; readonly privateKey: Buffer }

/** A certificate with its chain, in bytes. */
const LIMIT_BYTES = 1_048_576

const fault = (path: string, reason: string): StoreFault => ({ _tag: 'AgentFileUnusable', path, reason })

const read = (path: string): TaskEither<StoreFault, Buffer> =>
  pipe(
    TE.tryCatch(() => readBounded(path, LIMIT_BYTES), faultAt(path)),
    TE.chain((found) => (found === null ? TE.left(fault(path, 'ENOENT')) : TE.right(found.bytes))),
  )

const understood = (path: string, reason: string, options: SecureContextOptions): Either<StoreFault, void> =>
  E.tryCatch(() => void createSecureContext(options), () => fault(path, reason))

/**
 * Reads the client certificate and its private key, and finds out whether they fit before anything is sent; null where
 * none was named. Both are PEM, the key without a password, at most 1 MiB each. Errors: `AgentFileUnusable` with the
 * path, and the code of the operating system, `NOT_PEM` or `OTHER_KEY`.
 */
export const clientIdentity = (files: ClientFiles | null): TaskEither<StoreFault, ClientIdentity | null> =>
  files === null
    ? TE.right(null)
    : pipe(
      TE.Do,
      TE.bind('certificate', () => read(files.certificate)),
      TE.bind('privateKey', () => read(files.privateKey)),
      TE.chainFirstEitherK(({ certificate: cert }) => understood(files.certificate, 'NOT_PEM', { cert })),
      TE.chainFirstEitherK(({ privateKey: key }) => understood(files.privateKey, 'NOT_PEM', { key })),
      TE.chainFirstEitherK(({ certificate: cert, privateKey: key }) =>
        understood(files.privateKey, 'OTHER_KEY', { cert, key })),
    )
