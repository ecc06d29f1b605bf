import type { KeyDeposit, KeyVaultError } from '../../application/ports/key-vault.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import { createDurably } from './create-durably.js'
import { corrupt, readEntry, type Entry, type EntryPlace } from './entry.js'
import { dataKeyFile, sealedKeyFile } from './entry-files.js'
import { dataKeyFormat, sealedKeyFormat } from './entry-format.js'
import { nameOfRef, refFor } from './key-name.js'
import { publicHalfHas } from './public-half.js'
import { sealEntry, unsealEntry } from './sealing.js'
import { shred } from './shred.js'
import { unlockOrMakeVault, type VaultLock } from './unlock.js'
import { faultDuring } from './vault-error.js'
import { withVaultKey, type VaultKey } from './vault-key.js'

const LIMIT_BYTES = 65536

const refused = (reason: string): KeyVaultError => ({ _tag: 'VaultUnavailable', operation: 'write', reason })

const placeOf = (directory: string, deposit: KeyDeposit): Either<KeyVaultError, EntryPlace> => {
  const ref = refFor(deposit.certificate, deposit.generation)
  const name = ref === null ? null : nameOfRef(ref)
  if (name === null || ref === null) return E.left(refused('EINVAL'))
  const privateKey = deposit.privateKey.reveal()
  if (privateKey.length > LIMIT_BYTES) return E.left(refused('EFBIG'))
  return publicHalfHas(privateKey, deposit.spkiDigest)
    ? E.right({ directory, name, ref, operation: 'write' })
    : E.left(corrupt(ref))
}

/** The data key's file comes last: it makes the entry. Of two who deposit at once the second drops what it sealed. */
const writeEntry = ({ directory, name }: EntryPlace, entry: Entry): TaskEither<KeyVaultError, 'created' | 'exists'> => {
  const sealedKey = sealedKeyFile(name, entry.dataKey.dataKeyId)
  return pipe(
    createDurably(directory, sealedKey, sealedKeyFormat.encode(entry.sealedKey)),
    TE.chain(() => createDurably(directory, dataKeyFile(name), dataKeyFormat.encode(entry.dataKey))),
    TE.chainFirst((outcome) => (outcome === 'exists' ? shred(directory, [sealedKey]) : TE.right(undefined))),
    TE.mapLeft(faultDuring('write')),
  )
}

/** The private key under the reference must be the one deposited now: the same SPKI digest, and still readable. */
const confirmed = (vaultKey: VaultKey, deposit: KeyDeposit, ref: KeyRef) =>
  (entry: Entry | null): Either<KeyVaultError, KeyRef> => {
    if (entry?.dataKey.spkiDigest !== deposit.spkiDigest) return E.left(corrupt(ref))
    const privateKey = unsealEntry(vaultKey, entry)
    privateKey?.fill(0)
    return privateKey === null ? E.left(corrupt(ref)) : E.right(ref)
  }

/** Seals a private key into the vault, which is made now where there is none. */
export const depositKey = (lock: VaultLock, now: () => Instant) => (
  deposit: KeyDeposit,
): TaskEither<KeyVaultError, KeyRef> =>
  pipe(
    TE.fromIOEither(() => placeOf(lock.directory, deposit)),
    TE.chain((place) => withVaultKey(unlockOrMakeVault(lock), (vaultKey) => {
      const { spkiDigest, privateKey } = deposit
      const sealNow = (): Entry =>
        sealEntry(vaultKey, { ref: place.ref, spkiDigest, storedAt: now() }, privateKey.reveal())
      return pipe(
        readEntry(place),
        TE.chainFirst((entry) => (entry === null ? writeEntry(place, sealNow()) : TE.right(undefined))),
        TE.chain((entry) => (entry === null ? readEntry(place) : TE.right(entry))),
        TE.chainEitherK(confirmed(vaultKey, deposit, place.ref)),
      )
    })),
  )
