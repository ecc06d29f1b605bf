import { createSecureContext } from 'node:tls'
import { secretOf, type Secret } from '../../../application/ports/secret.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { InputNotUnderstood } from '../../../domain/input/field.js'
import { serverUrl } from '../../shared/server-url.js'
import type { RemoteOptions } from '../../system/connect-session.js'
import type { Session } from '../../system/session.js'
import type { SpokenError } from '../../wording/problem.js'
import { passwordInFile } from '../input/password-source.js'
import { readFileBounded } from '../input/read-bounded.js'
import type { World } from '../world.js'
import type { ServerPlace } from './server-place.js'

/** Certificates of a few authorities, in bytes. */
const MOST_BYTES = 1_048_576

const TOKEN = /^[\u0021-\u007e]{1,512}$/

type Missing = 'clientCertificate' | 'clientKey'

const missing = (field: Missing): InputNotUnderstood => ({
  _tag: 'InputNotUnderstood',
  problems: [{ field, problem: { _tag: 'Missing' } }],
  unknown: [],
})

/** Without a token nothing is sent, and neither is what can be none. */
const tokenIn = (text: string): Either<SpokenError, Secret> => {
  const token = text.trim()
  if (token === '') return E.left({ _tag: 'Unauthenticated', because: 'missing' })
  return TOKEN.test(token)
    ? E.right(secretOf(Buffer.from(token, 'ascii')))
    : E.left({ _tag: 'Unauthenticated', because: 'malformed' })
}

const token = ({ tokenFile }: ServerPlace, world: World): TaskEither<SpokenError, Secret> =>
  tokenFile === null
    ? TE.fromEither(tokenIn(world.env['CERTLEDGER_TOKEN'] ?? ''))
    : pipe(
      passwordInFile(tokenFile, world),
      TE.chainEitherKW((secret) => tokenIn(Buffer.from(secret.reveal()).toString('utf8'))),
    )

const isUsable = (use: Parameters<typeof createSecureContext>[0]): boolean => {
  try {
    createSecureContext(use)
    return true
  } catch {
    return false
  }
}

/** The file of the authorities, which is PEM; one without a certificate would trust nobody, and say so badly. */
const authorities = ({ authorities: path }: ServerPlace): TaskEither<SpokenError, Uint8Array | null> =>
  path === null
    ? TE.right(null)
    : pipe(
      readFileBounded(path, MOST_BYTES),
      TE.filterOrElseW(
        (pem) => Buffer.from(pem).includes('-----BEGIN CERTIFICATE-----') && isUsable({ ca: Buffer.from(pem) }),
        (): SpokenError => ({ _tag: 'TlsUnusable', path, reason: 'NOT_PEM' }),
      ),
    )

const client = ({ clientCertificate, clientKey }: ServerPlace): TaskEither<SpokenError, RemoteOptions['client']> => {
  if (clientCertificate === null && clientKey === null) return TE.right(null)
  if (clientCertificate === null) return TE.left(missing('clientCertificate'))
  if (clientKey === null) return TE.left(missing('clientKey'))
  return pipe(
    TE.Do,
    TE.bindW('certificate', () => readFileBounded(clientCertificate, MOST_BYTES)),
    TE.bindW('privateKey', () => readFileBounded(clientKey, MOST_BYTES)),
    TE.filterOrElseW(
      ({ certificate, privateKey }) => isUsable({ cert: Buffer.from(certificate), key: Buffer.from(privateKey) }),
      (): SpokenError => ({ _tag: 'TlsUnusable', path: clientKey, reason: 'OTHER_KEY' }),
    ),
  )
}

/** A session with the server that is meant: what is wrong on this side is found before anything is sent. */
export const connected = (place: ServerPlace, world: World): TaskEither<SpokenError, Session> =>
  pipe(
    TE.Do,
    TE.bindW('server', () => TE.fromEither(serverUrl(place.url))),
    TE.bindW('token', () => token(place, world)),
    TE.bindW('authorities', () => authorities(place)),
    TE.bindW('client', () => client(place)),
    TE.chainW(world.connect),
  )
