import { randomBytes } from 'node:crypto'
import type { SpkiDigest } from '../../domain/values/spki-digest.js'
import { KEY_BYTES, seal, unseal } from './aes-gcm.js'
import type { Entry } from './entry.js'
import { boundTo, DATA_KEY_ID_BYTES, type EntryBinding } from './entry-format.js'
import { publicHalfHas } from './public-half.js'
import type { VaultKey } from './vault-key.js'

/** Seals a private key (PKCS#8 DER) under a fresh data key, and that one under the vault's key. */
export const sealEntry = (
  vaultKey: VaultKey,
  entry: Omit<EntryBinding, 'dataKeyId' | 'vaultId'>,
  privateKey: Uint8Array,
): Entry => {
  const dataKey = randomBytes(KEY_BYTES)
  const binding = { ...entry, dataKeyId: randomBytes(DATA_KEY_ID_BYTES), vaultId: vaultKey.vaultId }
  const { dataKeyId, ref } = binding
  const wrapped = seal(vaultKey.bytes, dataKey, boundTo('data key', binding))
  const sealed = seal(dataKey, privateKey, boundTo('private key', binding))
  dataKey.fill(0)
  return { dataKey: { ...entry, dataKeyId, wrapped }, sealedKey: { ref, dataKeyId, sealed } }
}

/** The private key, its public half proved to have the digest that was recorded; null where anything was changed. */
export const unsealEntry = (vaultKey: VaultKey, { dataKey, sealedKey }: Entry): Buffer | null => {
  const binding: EntryBinding = { ...dataKey, vaultId: vaultKey.vaultId }
  const unwrapped = unseal(vaultKey.bytes, dataKey.wrapped, boundTo('data key', binding))
  if (unwrapped === null) return null
  const privateKey = unseal(unwrapped, sealedKey.sealed, boundTo('private key', binding))
  unwrapped.fill(0)
  return privateKey === null ? null : proved(privateKey, dataKey.spkiDigest)
}

const proved = (privateKey: Buffer, spkiDigest: SpkiDigest): Buffer | null => {
  if (publicHalfHas(privateKey, spkiDigest)) return privateKey
  privateKey.fill(0)
  return null
}
