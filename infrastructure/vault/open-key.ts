import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { secretOf, type Secret } from '../../application/ports/secret.js'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import { corrupt, readEntry } from './entry.js'
import { nameOfRef } from './key-name.js'
import { unsealEntry } from './sealing.js'
import { unlockVault, type VaultLock } from './unlock.js'
import { withVaultKey } from './vault-key.js'

/** The private key under a reference. The bytes are the caller's, to overwrite after use. */
export const openKey = (lock: VaultLock) => (ref: KeyRef): TaskEither<KeyVaultError, Secret> => {
  const absent: TaskEither<KeyVaultError, never> = TE.left({ _tag: 'KeyNotInVault', ref })
  const name = nameOfRef(ref)
  if (name === null) return absent
  return pipe(
    readEntry({ directory: lock.directory, name, ref, operation: 'read' }),
    TE.chain((entry) =>
      entry === null
        ? absent
        : withVaultKey(unlockVault(lock, 'read'), (vaultKey) => {
          const privateKey = unsealEntry(vaultKey, entry)
          return TE.fromEither(privateKey === null ? E.left(corrupt(ref)) : E.right(secretOf(privateKey)))
        })),
  )
}
