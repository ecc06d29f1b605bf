import { t } from '../../application/prelude.js'
import { Instant } from '../../domain/values/instant.js'
import { KeyRef } from '../../domain/values/key-ref.js'
import { SpkiDigest } from '../../domain/values/spki-digest.js'
import { KEY_BYTES, OVERHEAD_BYTES } from './aes-gcm.js'
import { base64Bytes } from './base64-bytes.js'
import { recordFormat } from './record-format.js'

/** Length of the id that ties a data key to what is sealed under it. */
export const DATA_KEY_ID_BYTES = 8

const DataKeyRecord = t.strict({
  ref: KeyRef,
  dataKeyId: base64Bytes(DATA_KEY_ID_BYTES),
  spkiDigest: SpkiDigest,
  storedAt: Instant,
  wrapped: base64Bytes(KEY_BYTES + OVERHEAD_BYTES),
})

/** A data key wrapped by the key-encryption key, and what the entry is. Under 512 bytes: zeroing it is one sector. */
export type DataKeyRecord = t.TypeOf<typeof DataKeyRecord>

/** How a data key's file is written. */
export const dataKeyFormat = recordFormat('certledger data key', 1, DataKeyRecord)

const SealedKeyRecord = t.strict({
  ref: KeyRef,
  dataKeyId: base64Bytes(DATA_KEY_ID_BYTES),
  sealed: base64Bytes(null),
})

/** A private key, PKCS#8 DER, sealed under its data key. */
export type SealedKeyRecord = t.TypeOf<typeof SealedKeyRecord>

/** How a sealed key's file is written. */
export const sealedKeyFormat = recordFormat('certledger sealed key', 1, SealedKeyRecord)

/** What both boxes of an entry are bound to: nothing of it can be changed, or moved to another entry or vault. */
export type EntryBinding = Omit<DataKeyRecord, 'wrapped'> & { readonly vaultId: Buffer }

/** The associated data of AES-GCM, version included. */
export const boundTo = (box: 'data key' | 'private key', entry: EntryBinding): Buffer =>
  Buffer.from(JSON.stringify([
    'certledger',
    1,
    box,
    entry.vaultId.toString('hex'),
    entry.ref,
    entry.dataKeyId.toString('hex'),
    entry.spkiDigest,
    entry.storedAt,
  ]))
