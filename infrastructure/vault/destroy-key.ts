import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import { draftOf } from './create-durably.js'
import { dataKeyFile, filesOfEntry } from './entry-files.js'
import { nameOfRef } from './key-name.js'
import { shred, withdraw } from './shred.js'
import { namesIn } from './stored-file.js'
import { faultDuring } from './vault-error.js'

/**
 * Destroys whatever is left of an entry, drafts of a crashed deposit included; needs neither key file nor passphrase.
 * The data key goes first: from then on nothing opens the sealed key, and doing it again finishes what a crash left.
 */
export const destroyKey = (directory: string) => (ref: KeyRef): TaskEither<KeyVaultError, boolean> => {
  const name = nameOfRef(ref)
  if (name === null) return TE.right(false)
  const dataKey = dataKeyFile(name)
  const files = pipe(namesIn(directory), TE.map((names) => filesOfEntry(name, names)))
  return pipe(
    files,
    TE.chainFirst((found) =>
      found.includes(dataKey)
        ? withdraw(directory, dataKey, draftOf(dataKey))
        : TE.right(undefined)),
    TE.chain((found) => (found.length === 0 ? TE.right(found) : files)),
    TE.chainFirst((found) => shred(directory, found)),
    TE.bimap(faultDuring('destroy'), (found) => found.length > 0),
  )
}
