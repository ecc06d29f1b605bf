import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { createDurably } from './create-durably.js'
import { findEntry, type EntryPlace } from './entry.js'
import { sealedKeyFile } from './entry-files.js'
import { sealedKeyFormat, type SealedKeyRecord } from './entry-format.js'
import { shred } from './shred.js'
import { faultDuring } from './vault-error.js'

/**
 * Puts a sealed key beside a data key that had lost it, and drops it again if that was destroyed meanwhile: whoever
 * destroyed it may have looked too early to find the new file.
 */
export const completeEntry = (place: EntryPlace, sealedKey: SealedKeyRecord): TaskEither<KeyVaultError, void> => {
  const { directory, name, operation } = place
  const file = sealedKeyFile(name, sealedKey.dataKeyId)
  return pipe(
    createDurably(directory, file, sealedKeyFormat.encode(sealedKey)),
    TE.mapLeft(faultDuring(operation)),
    TE.chain(() => findEntry(place)),
    TE.chain((found) =>
      found?.dataKey.dataKeyId.equals(sealedKey.dataKeyId) === true
        ? TE.right(undefined)
        : pipe(shred(directory, [file]), TE.mapLeft(faultDuring(operation)))),
  )
}
