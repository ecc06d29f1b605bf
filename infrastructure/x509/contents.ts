import type { KeyObject } from 'node:crypto'
import type { Format } from '../../application/ports/certificate-reader.js'

/** A certificate as it stood in the file. */
export type FoundCertificate = { readonly der: Uint8Array; readonly friendlyName: string | null }

/** A private key that was opened: never printed, never serialised, only compared and handed on as PKCS#8. */
export type FoundKey = { readonly privateKey: KeyObject; readonly friendlyName: string | null }

/** What a file held, in its order, whatever its format. */
export type Contents = {
  readonly format: Format
  readonly certificates: ReadonlyArray<FoundCertificate>
  readonly privateKeys: ReadonlyArray<FoundKey>
}
