import type { Secret } from '../../application/ports/secret.js'

/** A client certificate with its private key, PEM, for servers that ask for one. */
export type ClientIdentity = { readonly certificate: Uint8Array; readonly privateKey: Uint8Array }

/** Which server is asked, and as whom. */
export type RemoteOptions = {
  readonly server: URL
  readonly token: Secret
  /** PEM of the authorities that are trusted instead of the usual ones; null for those. */
  readonly authorities: Uint8Array | null
  readonly client: ClientIdentity | null
}
