import type { KeyVaultError, VaultEntry } from '../../application/ports/key-vault.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { findEntry } from './entry.js'
import { nameOfDataKeyFile } from './entry-files.js'
import { refOfName } from './key-name.js'
import { namesIn } from './stored-file.js'
import { faultDuring } from './vault-error.js'

const listed = (directory: string) => (file: string): TaskEither<KeyVaultError, ReadonlyArray<VaultEntry>> => {
  const name = nameOfDataKeyFile(file)
  const ref = name === null ? null : refOfName(name)
  if (name === null || ref === null) return TE.right([])
  return pipe(
    findEntry({ directory, name, ref, operation: 'list' }),
    TE.map((found) =>
      found === null ? [] : [{ ref, storedAt: found.dataKey.storedAt, isWhole: found.sealedKey !== null }]),
  )
}

/**
 * Every entry of the vault. Nothing is decrypted, so neither key file nor passphrase is needed; a damaged entry is
 * named as VaultEntryCorrupt and not left out, because whoever compares the list with the ledger must hear of it. One
 * that is being deposited or destroyed is left out.
 */
export const listKeys = (directory: string): TaskEither<KeyVaultError, ReadonlyArray<VaultEntry>> =>
  pipe(
    namesIn(directory),
    TE.mapLeft(faultDuring('list')),
    TE.chain(TE.traverseSeqArray(listed(directory))),
    TE.map((entries) => entries.flat()),
  )
