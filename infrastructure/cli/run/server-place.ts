import { resolve } from 'node:path'
import { E, type Either } from '../../../domain/prelude.js'
import type { InputOf } from '../../../domain/input/field.js'
import type { FaceError } from '../../wording/face-error.js'
import type { generalFields } from '../arguments/general-fields.js'
import type { World } from '../world.js'

/** A server that is asked instead of a directory, and the files that are needed for it; paths are absolute. */
export type ServerPlace = {
  readonly url: string
  readonly tokenFile: string | null
  readonly authorities: string | null
  readonly clientCertificate: string | null
  readonly clientKey: string | null
}

type General = InputOf<typeof generalFields>

const given = (text: string | undefined): string | null => (text === undefined || text === '' ? null : text)

/**
 * The server that is meant; null where a directory is. What is typed goes before the environment, and there a server
 * before a directory.
 */
export const serverPlace = (general: General, { env, cwd }: World): Either<FaceError, ServerPlace | null> => {
  const { ledger, server, ca, clientCertificate, clientKey, tokenFile } = general
  if (ledger !== null && server !== null) return E.left({ _tag: 'LedgerAndServer' })
  const url = server ?? (ledger === null ? given(env['CERTLEDGER_SERVER']) : null)
  if (url === null) return E.right(null)
  const path = (typed: string | null, variable: string): string | null => {
    const found = typed ?? given(env[variable])
    return found === null ? null : resolve(cwd, found)
  }
  const typedOrNone = given(env['CERTLEDGER_TOKEN']) === null ? path(tokenFile, 'CERTLEDGER_TOKEN_FILE') : null
  return E.right({
    url,
    tokenFile: tokenFile === null ? typedOrNone : resolve(cwd, tokenFile),
    authorities: path(ca, 'CERTLEDGER_CA'),
    clientCertificate: path(clientCertificate, 'CERTLEDGER_CLIENT_CERTIFICATE'),
    clientKey: path(clientKey, 'CERTLEDGER_CLIENT_KEY'),
  })
}
