import type { KeyVaultError } from '../../application/ports/key-vault.js'
import type { FileFault } from './file-fault.js'

/** What the caller asked of the vault, as its errors name it. */
export type Operation = Extract<KeyVaultError, { readonly _tag: 'VaultUnavailable' }>['operation']

/**
 * Reasons of our own beside the operating system's codes.
 * Newer: written by a newer version of this program. Damaged: `vault.json` or `vault.key` is not what was written.
 * Other key: `vault.key` belongs to another vault. No passphrase: one was given, but the vault was made without.
 */
export type VaultReason =
  | 'VAULT_VERSION_NEWER'
  | 'VAULT_FILE_DAMAGED'
  | 'VAULT_KEY_OF_OTHER_VAULT'
  | 'VAULT_HAS_NO_PASSPHRASE'

/** The vault cannot be used as it stands. */
export const unavailable = (operation: Operation, reason: VaultReason): KeyVaultError =>
  ({ _tag: 'VaultUnavailable', operation, reason })

/** What the operating system refused, during this operation. */
export const faultDuring = (operation: Operation) => (fault: FileFault): KeyVaultError =>
  ({ _tag: 'VaultUnavailable', operation, reason: fault.code })
