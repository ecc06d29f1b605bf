import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { TE, type TaskEither } from '../../application/prelude.js'

/** The key-encryption key (32 bytes) and the vault that it belongs to (16 bytes). Whoever got it overwrites `bytes`. */
export type VaultKey = {
  readonly vaultId: Buffer
  readonly bytes: Buffer
}

/** Uses the key-encryption key and overwrites it afterwards, whatever came of it. */
export const withVaultKey = <A>(
  unlocked: TaskEither<KeyVaultError, VaultKey>,
  use: (key: VaultKey) => TaskEither<KeyVaultError, A>,
): TaskEither<KeyVaultError, A> =>
  TE.bracket(unlocked, use, (key) => TE.fromIO(() => { key.bytes.fill(0) }))
