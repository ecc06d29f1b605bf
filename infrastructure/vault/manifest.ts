import { join } from 'node:path'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { E, pipe, t, TE, type TaskEither } from '../../application/prelude.js'
import { base64Bytes } from './base64-bytes.js'
import { createDurably } from './create-durably.js'
import { recordFormat } from './record-format.js'
import { readStored } from './stored-file.js'
import { faultDuring, unavailable, type Operation } from './vault-error.js'

const LIMIT_BYTES = 4096

/** scrypt as this version uses it: 128 MiB and some tenths of a second for every guess. */
export const SCRYPT = { cost: 131072, blockSize: 8, parallelization: 1 } as const

const KeyFileManifest = t.strict({ vaultId: base64Bytes(16), protection: t.literal('key-file') })

const PassphraseManifest = t.strict({
  vaultId: base64Bytes(16),
  protection: t.literal('passphrase'),
  derivation: t.literal('scrypt'),
  cost: t.literal(SCRYPT.cost),
  blockSize: t.literal(SCRYPT.blockSize),
  parallelization: t.literal(SCRYPT.parallelization),
  salt: base64Bytes(16),
  keyCheck: base64Bytes(16),
})
export type PassphraseManifest = t.TypeOf<typeof PassphraseManifest>

const Manifest = t.union([KeyFileManifest, PassphraseManifest])

/** What `vault.json` says: which vault this is and how its key-encryption key is kept. Written once, never changed. */
export type Manifest = t.TypeOf<typeof Manifest>

const format = recordFormat('certledger vault', 1, Manifest)

const NAME = 'vault.json'

/** Where the manifest of a vault stands. */
export const manifestPath = (directory: string): string => join(directory, NAME)

/** The manifest; null where the directory holds none. */
export const readManifest = (directory: string, operation: Operation): TaskEither<KeyVaultError, Manifest | null> =>
  pipe(
    readStored(manifestPath(directory), LIMIT_BYTES),
    TE.mapLeft(faultDuring(operation)),
    TE.chainEitherK((stored) =>
      stored === null
        ? E.right(null)
        : pipe(format.decode(stored.bytes), E.mapLeft((fault) =>
            unavailable(operation, fault === 'newer version' ? 'VAULT_VERSION_NEWER' : 'VAULT_FILE_DAMAGED')))),
  )

/** Writes the manifest unless there is one already: the first one decides for ever how the vault is protected. */
export const createManifest = (directory: string, manifest: Manifest): TaskEither<KeyVaultError, void> =>
  pipe(
    createDurably(directory, NAME, format.encode(manifest)),
    TE.mapLeft(faultDuring('write')),
  )
