import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { ServerError } from '../wording/server-error.js'
import type { Tls } from './raw-server.js'

/** Paths of PEM files. */
export type TlsFiles = {
  readonly certificate: string
  readonly privateKey: string
  readonly clientAuthorities: string | null
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'NOT_PEM'

const unusable = (path: string, reason: string): ServerError => ({ _tag: 'TlsUnusable', path, reason })

const read = (path: string): TaskEither<ServerError, string> =>
  TE.tryCatch(() => readFile(path, 'utf8'), (thrown) => unusable(path, codeOf(thrown)))

/** OpenSSL's codes name its functions, which helps nobody. */
const because = (thrown: unknown): string => (codeOf(thrown).endsWith('KEY_VALUES_MISMATCH') ? 'OTHER_KEY' : 'NOT_PEM')

const understood = (path: string, options: Parameters<typeof createSecureContext>[0]): Either<ServerError, void> => {
  try {
    createSecureContext(options)
    return E.right(undefined)
  } catch (thrown) {
    return E.left(unusable(path, because(thrown)))
  }
}

/** A file without a certificate would be taken, and nobody be let in. */
const authorities = (path: string, pem: string): Either<ServerError, void> =>
  pem.includes('-----BEGIN CERTIFICATE-----') ? understood(path, { ca: pem }) : E.left(unusable(path, 'NOT_PEM'))

/** Reads certificate, key and authorities, and finds out whether they fit before anything listens. */
export const readTls = ({ certificate, privateKey, clientAuthorities }: TlsFiles): TaskEither<ServerError, Tls> =>
  pipe(
    TE.Do,
    TE.bind('certificate', () => read(certificate)),
    TE.bind('privateKey', () => read(privateKey)),
    TE.bind('clientAuthorities', () => (clientAuthorities === null ? TE.right(null) : read(clientAuthorities))),
    TE.chainFirstW((tls) => TE.fromEither(understood(certificate, { cert: tls.certificate }))),
    TE.chainFirstW((tls) => TE.fromEither(understood(privateKey, { cert: tls.certificate, key: tls.privateKey }))),
    TE.chainFirstW((tls) =>
      clientAuthorities === null || tls.clientAuthorities === null
        ? TE.right(undefined)
        : TE.fromEither(authorities(clientAuthorities, tls.clientAuthorities))),
  )
