import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { KeyVaultError } from '../../application/ports/key-vault.js'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'
import { KEY_BYTES } from './aes-gcm.js'
import { createDurably } from './create-durably.js'
import { decodeKeyFile, encodeKeyFile, KEY_FILE_BYTES } from './key-file-format.js'
import { readStored, type StoredFile } from './stored-file.js'
import { faultDuring, unavailable, type Operation } from './vault-error.js'
import type { VaultKey } from './vault-key.js'

const GROUP_AND_OTHERS = 0o077

/** The file of the key-encryption key, beside the manifest. */
export const KEY_FILE = 'vault.key'

const isExposed = (mode: number): boolean => process.platform !== 'win32' && (mode & GROUP_AND_OTHERS) !== 0

const accepted = (
  { bytes, mode }: StoredFile,
  expected: { readonly path: string; readonly vaultId: Buffer; readonly operation: Operation },
): Either<KeyVaultError, VaultKey> => {
  const { path, vaultId, operation } = expected
  const octal = mode.toString(8).padStart(4, '0')
  if (isExposed(mode)) return E.left({ _tag: 'VaultKeyExposed', path, mode: octal })
  return pipe(
    decodeKeyFile(bytes),
    E.mapLeft((fault) => unavailable(operation, fault === 'corrupt' ? 'VAULT_FILE_DAMAGED' : 'VAULT_VERSION_NEWER')),
    E.filterOrElse((key) => key.vaultId.equals(vaultId), () => unavailable(operation, 'VAULT_KEY_OF_OTHER_VAULT')),
  )
}

/**
 * The key-encryption key of this vault from `vault.key`; null where there is no such file.
 * A file that its group or others may read or write is refused: its key may be known to them.
 */
export const readKeyFile = (
  directory: string,
  vaultId: Buffer,
  operation: Operation,
): TaskEither<KeyVaultError, VaultKey | null> => {
  const path = join(directory, KEY_FILE)
  return pipe(
    readStored(path, KEY_FILE_BYTES),
    TE.mapLeft(faultDuring(operation)),
    TE.chainEitherK((stored) => {
      if (stored === null) return E.right(null)
      const found = accepted(stored, { path, vaultId, operation })
      stored.bytes.fill(0)
      return found
    }),
  )
}

const freshLine = (vaultId: Buffer): Buffer => {
  const bytes = randomBytes(KEY_BYTES)
  const line = encodeKeyFile({ vaultId, bytes })
  bytes.fill(0)
  return line
}

/** Writes a fresh random key-encryption key unless there is one already. */
export const createKeyFile = (directory: string, vaultId: Buffer): TaskEither<KeyVaultError, void> =>
  TE.bracket(
    TE.fromIO(() => freshLine(vaultId)),
    (line) => pipe(createDurably(directory, KEY_FILE, line), TE.mapLeft(faultDuring('write'))),
    (line) => TE.fromIO(() => { line.fill(0) }),
  )
