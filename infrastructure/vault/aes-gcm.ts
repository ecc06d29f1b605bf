import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Bytes of a key for `seal` and `unseal`. */
export const KEY_BYTES = 32

/** What sealing adds to the length of the plaintext, in bytes. */
export const OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES

/** Seals under a 32-byte key: random nonce (12 bytes), ciphertext, tag (16). Source: NIST SP 800-38D. */
export const seal = (key: Uint8Array, plaintext: Uint8Array, boundTo: Uint8Array): Buffer => {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES }).setAAD(boundTo)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([nonce, ciphertext, cipher.getAuthTag()])
}

/** The plaintext; null where the key, the box or what it is bound to is not what it was at sealing. */
export const unseal = (key: Uint8Array, box: Uint8Array, boundTo: Uint8Array): Buffer | null => {
  if (box.length < OVERHEAD_BYTES) return null
  const ciphertext = box.subarray(NONCE_BYTES, box.length - TAG_BYTES)
  const decipher = createDecipheriv(ALGORITHM, key, box.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(boundTo).setAuthTag(box.subarray(box.length - TAG_BYTES))
  const plaintext = decipher.update(ciphertext)
  try {
    decipher.final()
    return plaintext
  } catch {
    plaintext.fill(0)
    return null
  }
}
