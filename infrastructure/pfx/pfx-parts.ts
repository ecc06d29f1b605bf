import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import type { PfxContent, PfxWriteError } from '../../application/ports/pfx-writer.js'
import { E, pipe, type Either } from '../../application/prelude.js'
import { passwordForms, type PfxPassword } from './password.js'

/** What goes into the file, checked. The password's BMP form is to be overwritten after use. */
export type PfxParts = {
  readonly certificate: Buffer
  readonly issuers: ReadonlyArray<Buffer>
  /** PKCS#8 DER, the caller's own bytes. */
  readonly privateKey: Uint8Array
  readonly password: PfxPassword
  readonly friendlyName: string | null
}

const notWritten = (): PfxWriteError => ({ _tag: 'PfxNotWritten' })

const certificateOf = (base64: string): Either<PfxWriteError, X509Certificate> => {
  const bytes = Buffer.from(base64, 'base64')
  return pipe(
    E.tryCatch(() => new X509Certificate(bytes), notWritten),
    E.filterOrElse((certificate) => certificate.raw.equals(bytes), notWritten),
  )
}

const keyOf = (pkcs8: Uint8Array): Either<PfxWriteError, KeyObject> => {
  const key = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength)
  return E.tryCatch(() => createPrivateKey({ key, format: 'der', type: 'pkcs8' }), notWritten)
}

/** The parts of a file; refused where they are not what they are said to be, or do not belong together. */
export const checkedParts = (content: PfxContent): Either<PfxWriteError, PfxParts> => {
  const privateKey = content.privateKey.reveal()
  return pipe(
    E.Do,
    E.apS('leaf', certificateOf(content.certificate)),
    E.apS('chain', E.traverseArray(certificateOf)(content.chain)),
    E.apS('key', keyOf(privateKey)),
    E.filterOrElse(({ leaf, key }) => leaf.checkPrivateKey(key), notWritten),
    E.bind('password', () => E.fromNullable(notWritten())(passwordForms(content.password.reveal()))),
    E.map(({ leaf, chain, password }) => ({
      certificate: leaf.raw,
      issuers: chain.map(({ raw }) => raw),
      privateKey,
      password,
      friendlyName: content.friendlyName,
    })),
  )
}
