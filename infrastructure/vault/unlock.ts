import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import { ensureDirectory } from './create-durably.js'
import { isEntryFile } from './entry-files.js'
import { createKeyFile, KEY_FILE, readKeyFile } from './key-file.js'
import { createManifest, manifestPath, readManifest, type Manifest } from './manifest.js'
import { passphraseManifest, unlockWithPassphrase, type DeriveKey } from './passphrase-key.js'
import { namesIn } from './stored-file.js'
import { faultDuring, unavailable, type Operation } from './vault-error.js'
import type { VaultKey } from './vault-key.js'

/** Where a vault is, and how to derive its key; null where no passphrase was given. */
export type VaultLock = {
  readonly directory: string
  readonly deriveKey: DeriveKey | null
}

const orMissing = (path: string) => <A>(found: A | null): Either<KeyVaultError, A> =>
  found === null ? E.left({ _tag: 'VaultKeyMissing', path }) : E.right(found)

const unlockManifest = (lock: VaultLock, operation: Operation) => (
  manifest: Manifest,
): TaskEither<KeyVaultError, VaultKey> => {
  if (manifest.protection === 'passphrase') return unlockWithPassphrase(manifest, lock.deriveKey, operation)
  if (lock.deriveKey !== null) return TE.left(unavailable(operation, 'VAULT_HAS_NO_PASSPHRASE'))
  return pipe(
    readKeyFile(lock.directory, manifest.vaultId, operation),
    TE.chainEitherK(orMissing(join(lock.directory, KEY_FILE))),
  )
}

/** The key-encryption key of a vault that holds an entry. Nothing is written. */
export const unlockVault = (lock: VaultLock, operation: Operation): TaskEither<KeyVaultError, VaultKey> =>
  pipe(
    readManifest(lock.directory, operation),
    TE.chainEitherK(orMissing(manifestPath(lock.directory))),
    TE.chain(unlockManifest(lock, operation)),
  )

/**
 * Reads; where nothing is found, makes and reads again: another process may have been faster, and its word counts.
 * Nothing is made where the directory shows that there was one before. It is looked at before the second reading,
 * because what another process makes in the meantime comes in the order manifest, key file, entries.
 */
const findOrMake = <A>(directory: string, steps: {
  readonly read: TaskEither<KeyVaultError, A | null>
  readonly make: TaskEither<KeyVaultError, void>
  readonly cameBefore: (name: string) => boolean
}): TaskEither<KeyVaultError, A | null> =>
  pipe(
    steps.read,
    TE.chain((found) =>
      found !== null
        ? TE.right(found)
        : pipe(
          namesIn(directory),
          TE.mapLeft(faultDuring('write')),
          TE.chain((names) => (names.some(steps.cameBefore) ? TE.right(undefined) : steps.make)),
          TE.chain(() => steps.read),
        )),
  )

const newManifest = ({ deriveKey }: VaultLock): TaskEither<KeyVaultError, Manifest> => {
  const vaultId = randomBytes(16)
  return deriveKey === null
    ? TE.right({ vaultId, protection: 'key-file' })
    : passphraseManifest(vaultId, deriveKey)
}

const manifestForDeposit = (lock: VaultLock): TaskEither<KeyVaultError, Manifest> =>
  pipe(
    findOrMake(lock.directory, {
      read: readManifest(lock.directory, 'write'),
      make: pipe(newManifest(lock), TE.chain((manifest) => createManifest(lock.directory, manifest))),
      cameBefore: (name) => name === KEY_FILE || isEntryFile(name),
    }),
    TE.chainEitherK(orMissing(manifestPath(lock.directory))),
  )

const makeKeyFileOnce = (lock: VaultLock) => (manifest: Manifest): TaskEither<KeyVaultError, Manifest> =>
  manifest.protection === 'passphrase' || lock.deriveKey !== null
    ? TE.right(manifest)
    : pipe(
      findOrMake(lock.directory, {
        read: readKeyFile(lock.directory, manifest.vaultId, 'write'),
        make: createKeyFile(lock.directory, manifest.vaultId),
        cameBefore: isEntryFile,
      }),
      TE.map((key) => { key?.bytes.fill(0); return manifest }),
    )

/**
 * The key-encryption key, of a vault made now where there is none: from a passphrase where one is given, else from a
 * random key file. A vault that lost its manifest or its key file is never given a new one.
 */
export const unlockOrMakeVault = (lock: VaultLock): TaskEither<KeyVaultError, VaultKey> =>
  pipe(
    ensureDirectory(lock.directory),
    TE.mapLeft(faultDuring('write')),
    TE.chain(() => manifestForDeposit(lock)),
    TE.chain(makeKeyFileOnce(lock)),
    TE.chain(unlockManifest(lock, 'write')),
  )
