import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import type { Secret } from '../../application/ports/secret.js'
import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import { KEY_BYTES } from './aes-gcm.js'
import { fileFault, type FileFault } from './file-fault.js'
import { SCRYPT, type PassphraseManifest } from './manifest.js'
import { faultDuring, type Operation } from './vault-error.js'
import type { VaultKey } from './vault-key.js'

const CHECK_BYTES = 16
const MEMORY_LIMIT = 2 * 128 * SCRYPT.cost * SCRYPT.blockSize

/** The key-encryption key that the passphrase gives with a salt. The caller owns, and overwrites, what it gets. */
export type DeriveKey = (salt: Buffer) => TaskEither<FileFault, Buffer>

const derive = (passphrase: Uint8Array, salt: Buffer): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(passphrase, salt, KEY_BYTES, { ...SCRYPT, maxmem: MEMORY_LIMIT }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })

/** Derives once per salt and keeps the key in memory, where the passphrase is anyway; failures are not kept. */
export const keyDeriver = (passphrase: Secret): DeriveKey => {
  let kept: { readonly salt: Buffer; readonly key: Promise<Buffer> } | null = null
  return (salt) => TE.tryCatch(async () => {
    if (kept === null || !kept.salt.equals(salt)) kept = { salt, key: derive(passphrase.reveal(), salt) }
    try {
      return Buffer.from(await kept.key)
    } catch (thrown) {
      kept = null
      throw thrown
    }
  }, fileFault)
}

const checkOf = (vaultId: Buffer, key: Buffer): Buffer =>
  createHmac('sha256', key).update('certledger passphrase check 1').update(vaultId).digest().subarray(0, CHECK_BYTES)

/** The manifest of a new vault under this passphrase, with a fresh salt. */
export const passphraseManifest = (
  vaultId: Buffer,
  deriveKey: DeriveKey,
): TaskEither<KeyVaultError, PassphraseManifest> => {
  const salt = randomBytes(16)
  return pipe(
    deriveKey(salt),
    TE.bimap(faultDuring('write'), (key) => {
      const keyCheck = checkOf(vaultId, key)
      key.fill(0)
      return { vaultId, protection: 'passphrase', derivation: 'scrypt', ...SCRYPT, salt, keyCheck }
    }),
  )
}

/** The key-encryption key of a vault that has a passphrase; null stands for none given. */
export const unlockWithPassphrase = (
  { vaultId, salt, keyCheck }: PassphraseManifest,
  deriveKey: DeriveKey | null,
  operation: Operation,
): TaskEither<KeyVaultError, VaultKey> => {
  if (deriveKey === null) return TE.left({ _tag: 'VaultPassphraseRequired' })
  return pipe(
    deriveKey(salt),
    TE.mapLeft(faultDuring(operation)),
    TE.chainEitherK((bytes) => {
      if (timingSafeEqual(checkOf(vaultId, bytes), keyCheck)) return E.right({ vaultId, bytes })
      bytes.fill(0)
      return E.left({ _tag: 'VaultPassphraseWrong' })
    }),
  )
}
