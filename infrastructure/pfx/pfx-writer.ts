import type { PfxWriteError, PfxWriter } from '../../application/ports/pfx-writer.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { certificateBag, encryptedContent, pairAttributes, plainContent, shroudedKeyBag } from './bags.js'
import { der } from './der.js'
import { macData } from './mac.js'
import { encryptPbes2 } from './pbes2.js'
import { checkedParts, type PfxParts } from './pfx-parts.js'

const VERSION = 3

const fileOf = async ({ certificate, issuers, privateKey, password, friendlyName }: PfxParts): Promise<Uint8Array> => {
  const pair = pairAttributes(certificate, friendlyName)
  const certificates = [certificateBag(certificate, pair), ...issuers.map((issuer) => certificateBag(issuer))]
  const shrouded = await encryptPbes2(password.utf8, privateKey)
  const encrypted = await encryptPbes2(password.utf8, der.sequence(...certificates))
  const safe = der.sequence(encryptedContent(encrypted), plainContent(der.sequence(shroudedKeyBag(shrouded, pair))))
  return der.sequence(der.integer(VERSION), plainContent(safe), await macData(password.bmp, safe))
}

const writtenOf = (parts: PfxParts): TaskEither<PfxWriteError, Uint8Array> =>
  TE.tryCatch(
    () => fileOf(parts).finally(() => parts.password.bmp.fill(0)),
    (): PfxWriteError => ({ _tag: 'PfxNotWritten' }),
  )

/**
 * Writes PKCS#12 with the certificate and its issuers in an encrypted safe, and the private key in one shrouded bag.
 * Fails where a certificate is not DER, the key is not the certificate's, or the password is not UTF-8 without zero
 * characters. A friendly name beyond 255 UTF-16 units is cut. Source: RFC 7292, RFC 8018, ADR 0006.
 */
export const pfxWriter: PfxWriter = {
  write: (content) => pipe(TE.fromIOEither(() => checkedParts(content)), TE.chain(writtenOf)),
}
