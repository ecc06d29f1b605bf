import type { KeyDeposit, KeyVaultError } from '../../application/ports/key-vault.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import { completeEntry } from './complete-entry.js'
import { corrupt, findEntry, type Entry, type EntryPlace } from './entry.js'
import type { DataKeyRecord } from './entry-format.js'
import { nameOfRef, refFor } from './key-name.js'
import { publicHalfHas } from './public-half.js'
import { sealAgain, sealEntry, unsealEntry } from './sealing.js'
import { unlockOrMakeVault, type VaultLock } from './unlock.js'
import { faultDuring } from './vault-error.js'
import { withVaultKey, type VaultKey } from './vault-key.js'
import { writeEntry } from './write-entry.js'

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

/** The private key under the reference must be the one deposited now: the same SPKI digest, and still readable. */
const confirmed = (vaultKey: VaultKey, deposit: KeyDeposit, ref: KeyRef) =>
  (entry: Entry): Either<KeyVaultError, KeyRef> => {
    if (entry.dataKey.spkiDigest !== deposit.spkiDigest) return E.left(corrupt(ref))
    const privateKey = unsealEntry(vaultKey, entry)
    privateKey?.fill(0)
    return privateKey === null ? E.left(corrupt(ref)) : E.right(ref)
  }

const ATTEMPTS = 100

/** What a deposit does until its entry is found whole. */
type Steps = {
  readonly write: TaskEither<KeyVaultError, unknown>
  readonly complete: (dataKey: DataKeyRecord) => TaskEither<KeyVaultError, unknown>
}

/** Looks again after each step: a destruction of the same entry may have been faster. Then it begins again. */
const keptWithin = (place: EntryPlace, steps: Steps, attempts: number): TaskEither<KeyVaultError, Entry> =>
  pipe(
    findEntry(place),
    TE.chain((found) => {
      if (attempts === 0) return TE.left(refused('EBUSY'))
      const again = (step: TaskEither<KeyVaultError, unknown>): TaskEither<KeyVaultError, Entry> =>
        pipe(step, TE.chain(() => keptWithin(place, steps, attempts - 1)))
      if (found === null) return again(steps.write)
      const { dataKey, sealedKey } = found
      return sealedKey === null ? again(steps.complete(dataKey)) : TE.right({ dataKey, sealedKey })
    }),
  )

/** Seals under a fresh data key each time; what lost its sealed key gets it again where it is the same private key. */
const stepsFor = (place: EntryPlace, deposit: KeyDeposit, vaultKey: VaultKey, now: () => Instant): Steps => {
  const { spkiDigest, privateKey } = deposit
  const sealNow = (): Entry => sealEntry(vaultKey, { ref: place.ref, spkiDigest, storedAt: now() }, privateKey.reveal())
  return {
    write: pipe(
      TE.fromIO(sealNow),
      TE.chain((entry) => writeEntry(place.directory, place.name, entry)),
      TE.mapLeft(faultDuring('write')),
    ),
    complete: (dataKey) => {
      const isSame = dataKey.spkiDigest === spkiDigest
      const sealedKey = isSame ? sealAgain(vaultKey, dataKey, privateKey.reveal()) : null
      return sealedKey === null ? TE.left(corrupt(place.ref)) : completeEntry(place, sealedKey)
    },
  }
}

/** Seals a private key into the vault, which is made now where there is none. */
export const depositKey = (lock: VaultLock, now: () => Instant) => (
  deposit: KeyDeposit,
): TaskEither<KeyVaultError, KeyRef> =>
  pipe(
    TE.fromIOEither(() => placeOf(lock.directory, deposit)),
    TE.chain((place) => withVaultKey(unlockOrMakeVault(lock), (vaultKey) =>
      pipe(
        keptWithin(place, stepsFor(place, deposit, vaultKey, now), ATTEMPTS),
        TE.chainEitherK(confirmed(vaultKey, deposit, place.ref)),
      ))),
  )
