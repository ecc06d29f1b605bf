import { join } from 'node:path'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import { withdrawnOf } from './create-durably.js'
import { dataKeyDraft, dataKeyFile, dataKeyIdsIn, filesOfEntry, holdsDataKey, sealedKeyFile } from './entry-files.js'
import { dataKeyFormat } from './entry-format.js'
import type { FileFault } from './file-fault.js'
import { nameOfRef } from './key-name.js'
import { shred, withdraw } from './shred.js'
import { namesIn, readStored } from './stored-file.js'
import { faultDuring } from './vault-error.js'

const LIMIT_BYTES = 131072

/** The sealed key that belongs to the data key in this file; none where the file cannot be read any more. */
const sealedUnder = (directory: string, name: string) => (
  file: string,
): TaskEither<FileFault, ReadonlyArray<string>> =>
  pipe(
    readStored(join(directory, file), LIMIT_BYTES),
    TE.map((stored) => (stored === null ? E.left('corrupt') : dataKeyFormat.decode(stored.bytes))),
    TE.map((decoded) => (E.isRight(decoded) ? [sealedKeyFile(name, decoded.right.dataKeyId)] : [])),
    TE.orElse(() => TE.right<FileFault, ReadonlyArray<string>>([])),
  )

/**
 * The order is what keeps a deposit at work safe. Its draft of the data key goes before the data key itself: then no
 * sealed key that was found can become part of an entry any more, and what is not found stays untouched.
 */
const destroyFiles = (directory: string, name: string) => (
  found: ReadonlyArray<string>,
): TaskEither<FileFault, void> => {
  const drafts = dataKeyIdsIn(name, found).map((id) => dataKeyDraft(name, id))
  const moves = [...drafts, dataKeyFile(name)].map((from) => ({ from, to: withdrawnOf(dataKeyFile(name)) }))
  const [holders, sealedKeys] = [found.filter(holdsDataKey(name)), found.filter((file) => !holdsDataKey(name)(file))]
  const dataKeys = [...holders.filter((file) => moves.every(({ from }) => from !== file)), ...moves.map(({ to }) => to)]
  return pipe(
    withdraw(directory, moves),
    TE.chain(() => TE.traverseSeqArray(sealedUnder(directory, name))(dataKeys)),
    TE.chain((sealed) => shred(directory, [...dataKeys, ...new Set([...sealedKeys, ...sealed.flat()])])),
  )
}

/**
 * Destroys whatever is left of an entry, drafts of a crashed deposit included; needs neither key file nor passphrase.
 * The data key goes first: from then on nothing opens the sealed key, and doing it again finishes what a crash left.
 * A deposit of the same entry that is at work begins again, or comes after.
 */
export const destroyKey = (directory: string) => (ref: KeyRef): TaskEither<KeyVaultError, boolean> => {
  const name = nameOfRef(ref)
  if (name === null) return TE.right(false)
  return pipe(
    namesIn(directory),
    TE.map((names) => filesOfEntry(name, names)),
    TE.chainFirst((found) => (found.length === 0 ? TE.right(undefined) : destroyFiles(directory, name)(found))),
    TE.bimap(faultDuring('destroy'), (found) => found.length > 0),
  )
}
