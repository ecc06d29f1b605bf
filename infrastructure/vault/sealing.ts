import { randomBytes } from 'node:crypto'
import type { SpkiDigest } from '../../domain/values/spki-digest.js'
import { KEY_BYTES, seal, unseal } from './aes-gcm.js'
import type { Entry } from './entry.js'
import {
  boundTo, DATA_KEY_ID_BYTES, type DataKeyRecord, type EntryBinding, type SealedKeyRecord,
} from './entry-format.js'
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

const unwrapped = (vaultKey: VaultKey, dataKey: DataKeyRecord): Buffer | null =>
  unseal(vaultKey.bytes, dataKey.wrapped, boundTo('data key', { ...dataKey, vaultId: vaultKey.vaultId }))

/** Seals a private key again under a data key that has lost what was sealed under it; null where that was changed. */
export const sealAgain = (
  vaultKey: VaultKey,
  record: DataKeyRecord,
  privateKey: Uint8Array,
): SealedKeyRecord | null => {
  const dataKey = unwrapped(vaultKey, record)
  if (dataKey === null) return null
  const sealed = seal(dataKey, privateKey, boundTo('private key', { ...record, vaultId: vaultKey.vaultId }))
  dataKey.fill(0)
  return { ref: record.ref, dataKeyId: record.dataKeyId, sealed }
}

/** The private key, its public half proved to have the digest that was recorded; null where anything was changed. */
export const unsealEntry = (vaultKey: VaultKey, { dataKey, sealedKey }: Entry): Buffer | null => {
  const opened = unwrapped(vaultKey, dataKey)
  if (opened === null) return null
  const privateKey = unseal(opened, sealedKey.sealed, boundTo('private key', { ...dataKey, vaultId: vaultKey.vaultId }))
  opened.fill(0)
  return privateKey === null ? null : proved(privateKey, dataKey.spkiDigest)
}

const proved = (privateKey: Buffer, spkiDigest: SpkiDigest): Buffer | null => {
  if (publicHalfHas(privateKey, spkiDigest)) return privateKey
  privateKey.fill(0)
  return null
}
