import { join } from 'node:path'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import { dataKeyFile, sealedKeyFile } from './entry-files.js'
import { dataKeyFormat, sealedKeyFormat, type DataKeyRecord, type SealedKeyRecord } from './entry-format.js'
import type { RecordFormat } from './record-format.js'
import { readStored } from './stored-file.js'
import { faultDuring, unavailable, type Operation } from './vault-error.js'

/** Which entry of which directory, and what it is wanted for. */
export type EntryPlace = {
  readonly directory: string
  readonly name: string
  readonly ref: KeyRef
  readonly operation: Operation
}

/** The two records of a complete entry. They name the same entry and the same data key; nothing is decrypted yet. */
export type Entry = {
  readonly dataKey: DataKeyRecord
  readonly sealedKey: SealedKeyRecord
}

const LIMIT_BYTES = 131072

/** An entry that is not what was deposited. */
export const corrupt = (ref: KeyRef): KeyVaultError => ({ _tag: 'VaultEntryCorrupt', ref })

const decoded = <A extends { readonly ref: KeyRef }>(
  place: EntryPlace,
  format: RecordFormat<A>,
  bytes: Buffer,
): Either<KeyVaultError, A> =>
  pipe(
    format.decode(bytes),
    E.mapLeft((fault) =>
      fault === 'corrupt' ? corrupt(place.ref) : unavailable(place.operation, 'VAULT_VERSION_NEWER')),
    E.filterOrElse((record) => record.ref === place.ref, () => corrupt(place.ref)),
  )

const readRecord = <A extends { readonly ref: KeyRef }>(
  place: EntryPlace,
  file: string,
  format: RecordFormat<A>,
): TaskEither<KeyVaultError, A | null> =>
  pipe(
    readStored(join(place.directory, file), LIMIT_BYTES),
    TE.mapLeft(faultDuring(place.operation)),
    TE.chainEitherK((stored) => (stored === null ? E.right(null) : decoded(place, format, stored.bytes))),
  )

const readDataKey = (place: EntryPlace): TaskEither<KeyVaultError, DataKeyRecord | null> =>
  readRecord(place, dataKeyFile(place.name), dataKeyFormat)

/** No sealed key to a data key: it is being destroyed right now, or the file is lost. */
const goneOrCorrupt = (place: EntryPlace): TaskEither<KeyVaultError, null> =>
  pipe(
    readDataKey(place),
    TE.chainEitherK((dataKey) => (dataKey === null ? E.right(null) : E.left(corrupt(place.ref)))),
  )

/** The entry; null where it is absent, half-written or half-destroyed, which is all the same: it has no data key. */
export const readEntry = (place: EntryPlace): TaskEither<KeyVaultError, Entry | null> =>
  pipe(
    readDataKey(place),
    TE.chain((dataKey) =>
      dataKey === null
        ? TE.right(null)
        : pipe(
          readRecord(place, sealedKeyFile(place.name, dataKey.dataKeyId), sealedKeyFormat),
          TE.chain((sealedKey) => {
            if (sealedKey === null) return goneOrCorrupt(place)
            const pair = sealedKey.dataKeyId.equals(dataKey.dataKeyId)
            return pair ? TE.right({ dataKey, sealedKey }) : TE.left(corrupt(place.ref))
          }),
        )),
  )
