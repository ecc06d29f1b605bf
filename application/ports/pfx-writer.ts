import type { TaskEither } from '../prelude.js'
import type { Secret } from './secret.js'

export type PfxContent = {
  /** DER in base64. */
  readonly certificate: string
  /** DER in base64, issuers in order. */
  readonly chain: ReadonlyArray<string>
  /** PKCS#8 DER. */
  readonly privateKey: Secret
  /** UTF-8. */
  readonly password: Secret
  readonly friendlyName: string | null
}

export type PfxWriteError = { readonly _tag: 'PfxNotWritten' }

/**
 * Writes a PKCS#12 file that Windows and OpenSSL 3 both open: PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256,
 * SHA-256 MAC. Salts and IVs are fresh each time, so the bytes differ from call to call. Source: RFC 7292, RFC
 * 8018.
 */
export type PfxWriter = {
  readonly write: (content: PfxContent) => TaskEither<PfxWriteError, Uint8Array>
}
