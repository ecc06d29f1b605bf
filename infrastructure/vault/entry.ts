import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
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

/** An entry as it was found. No sealed key: it was lost, and nothing but a destruction will ever change that. */
type FoundEntry = { readonly dataKey: DataKeyRecord; readonly sealedKey: SealedKeyRecord | null }

const readSealedKey = (place: EntryPlace, dataKey: DataKeyRecord): TaskEither<KeyVaultError, FoundEntry> =>
  pipe(
    readRecord(place, sealedKeyFile(place.name, dataKey.dataKeyId), sealedKeyFormat),
    TE.filterOrElse(
      (sealedKey) => sealedKey === null || sealedKey.dataKeyId.equals(dataKey.dataKeyId),
      () => corrupt(place.ref),
    ),
    TE.map((sealedKey) => ({ dataKey, sealedKey })),
  )

const ATTEMPTS = 100

/**
 * A sealed key is touched only after its data key was withdrawn, which never comes back. So what is wrong with it
 * counts only if the data key is there even now; otherwise the entry is being destroyed, or was deposited anew.
 */
const findWithin = (place: EntryPlace, attempts: number): TaskEither<KeyVaultError, FoundEntry | null> => {
  if (attempts === 0) return TE.left(faultDuring(place.operation)({ _tag: 'FileFault', code: 'EBUSY' }))
  const judged = (dataKey: DataKeyRecord) => (
    found: Either<KeyVaultError, FoundEntry>,
  ): TaskEither<KeyVaultError, FoundEntry | null> =>
    E.isRight(found) && found.right.sealedKey !== null
      ? TE.fromEither(found)
      : pipe(
        readDataKey(place),
        TE.chain((present) => {
          if (present === null) return TE.right(null)
          const isSame = present.dataKeyId.equals(dataKey.dataKeyId)
          return isSame ? TE.fromEither(found) : findWithin(place, attempts - 1)
        }),
      )
  return pipe(
    readDataKey(place),
    TE.chain((dataKey) =>
      dataKey === null
        ? TE.right(null)
        : pipe(TE.rightTask(readSealedKey(place, dataKey)), TE.chain(judged(dataKey)))),
  )
}

/** How often an entry that looks damaged is looked at, and how long to wait in between, in ms. */
const LOOKS = 5
const BETWEEN_LOOKS_MS = 10

const findPatiently = (place: EntryPlace, looks: number): TaskEither<KeyVaultError, FoundEntry | null> =>
  pipe(
    findWithin(place, ATTEMPTS),
    TE.orElse((error) =>
      error._tag === 'VaultEntryCorrupt' && looks > 1
        ? pipe(TE.fromTask(() => sleep(BETWEEN_LOOKS_MS)), TE.chain(() => findPatiently(place, looks - 1)))
        : TE.left(error)),
  )

/**
 * What is there of an entry; null where it has no data key: it is absent, half-written or half-destroyed. Damage stays;
 * what looks like it while the entry changes does not, so it is told only where several looks agree.
 */
export const findEntry = (place: EntryPlace): TaskEither<KeyVaultError, FoundEntry | null> =>
  findPatiently(place, LOOKS)

/** The entry; null as `findEntry` says, corrupt where its sealed key was lost. */
export const readEntry = (place: EntryPlace): TaskEither<KeyVaultError, Entry | null> =>
  pipe(
    findWithin(place, ATTEMPTS),
    TE.chain((found) => {
      if (found === null) return TE.right(null)
      const { dataKey, sealedKey } = found
      return sealedKey === null ? TE.left(corrupt(place.ref)) : TE.right({ dataKey, sealedKey })
    }),
  )
