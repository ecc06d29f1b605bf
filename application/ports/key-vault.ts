import type { Instant } from '../../domain/values/instant.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import type { SpkiDigest } from '../../domain/values/spki-digest.js'
import type { ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { TaskEither } from '../prelude.js'
import type { Secret } from './secret.js'

export type KeyDeposit = {
  readonly certificate: ThumbprintSha256
  /** Counts how often a key was deposited for this certificate: 1, and one more after each destruction. */
  readonly generation: number
  readonly spkiDigest: SpkiDigest
  /** PKCS#8 DER. */
  readonly privateKey: Secret
}

export type VaultEntry = {
  readonly ref: KeyRef
  readonly storedAt: Instant
  /** False where the sealed bytes were lost: nothing opens it, and only `destroy` is left to do with it. */
  readonly isWhole: boolean
}

/** Why the vault could not do it. `reason` is an operating system's code such as `EACCES`, never content. */
export type KeyVaultError =
  | { readonly _tag: 'KeyNotInVault'; readonly ref: KeyRef }
  | { readonly _tag: 'VaultPassphraseRequired' }
  | { readonly _tag: 'VaultPassphraseWrong' }
  | { readonly _tag: 'VaultKeyMissing'; readonly path: string }
  | { readonly _tag: 'VaultKeyExposed'; readonly path: string; readonly mode: string }
  | { readonly _tag: 'VaultEntryCorrupt'; readonly ref: KeyRef }
  | {
      readonly _tag: 'VaultUnavailable'
      readonly operation: 'read' | 'write' | 'list' | 'destroy'
      readonly reason: string
    }

/**
 * Keeps private keys sealed; the only place where they rest. Source: FIELD F5, DESIGN 9.
 * The name is made from certificate and generation, so that depositing again is the same deposit.
 */
export type KeyVault = {
  /**
   * Durable when it returns. Depositing the same certificate and generation again changes nothing and gives the
   * same reference.
   */
  readonly deposit: (deposit: KeyDeposit) => TaskEither<KeyVaultError, KeyRef>
  /** The PKCS#8 DER. Fails with KeyNotInVault after `destroy`. */
  readonly open: (ref: KeyRef) => TaskEither<KeyVaultError, Secret>
  /** Destroys the data key and the sealed bytes, for ever. False where there was nothing left to destroy. */
  readonly destroy: (ref: KeyRef) => TaskEither<KeyVaultError, boolean>
  /** Every entry, in the order of their names; one that is being deposited or destroyed counts as none. */
  readonly list: () => TaskEither<KeyVaultError, ReadonlyArray<VaultEntry>>
}
