import { createDecipheriv, getCiphers } from 'node:crypto'
import { decryptRc2 } from './rc2.js'
import { rc4 } from './rc4.js'

/**
 * A cipher of password-based encryption, its sizes in bytes. `decrypt` gives null when the padding does not hold, which
 * is what a wrong key looks like. The ciphertext is whole blocks: `blockBytes` tells what that means.
 */
export type Cipher = {
  readonly keyBytes: number
  readonly vectorBytes: number
  readonly blockBytes: number
  readonly decrypt: (cipherKey: Uint8Array, initialVector: Uint8Array, ciphertext: Uint8Array) => Uint8Array | null
}

const native = (name: string, keyBytes: number, blockBytes: number): Cipher => ({
  keyBytes,
  vectorBytes: blockBytes,
  blockBytes,
  decrypt: (cipherKey, initialVector, ciphertext) => {
    try {
      const decipher = createDecipheriv(name, cipherKey, initialVector)
      return Buffer.concat([decipher.update(ciphertext), decipher.final()])
    } catch {
      return null
    }
  },
})

const tripleDes = native('des-ede3-cbc', 24, 8)

/** DES with two keys or one is triple DES with keys repeated (NIST SP 800-67). */
const asTripleDes = (keyBytes: number): Cipher => ({
  ...tripleDes,
  keyBytes,
  decrypt: (cipherKey, initialVector, ciphertext) =>
    tripleDes.decrypt(Buffer.concat([cipherKey, cipherKey, cipherKey]).subarray(0, 24), initialVector, ciphertext),
})

/** RC2 in CBC mode with a key of so many bytes, reduced to so many bits. */
export const rc2Cipher = (keyBytes: number, effectiveBits: number): Cipher => ({
  keyBytes,
  vectorBytes: 8,
  blockBytes: 8,
  decrypt: (cipherKey, initialVector, ciphertext) => decryptRc2(cipherKey, effectiveBits, initialVector, ciphertext),
})

/** RC4 with a key of so many bytes; it has no vector and no padding. */
export const rc4Cipher = (keyBytes: number): Cipher => ({
  keyBytes,
  vectorBytes: 0,
  blockBytes: 1,
  decrypt: (cipherKey, _, ciphertext) => rc4(cipherKey, ciphertext),
})

/** DES with three keys, in CBC mode as all below. */
export const tripleDesCipher = tripleDes
/** Triple DES with two keys. */
export const doubleDesCipher = asTripleDes(16)
/** Single DES, as the oldest files have it. */
export const desCipher = asTripleDes(8)

const offered = new Set(getCiphers())

/** A block cipher of 16-byte blocks in CBC mode by its OpenSSL name; null where this Node does not offer it. */
export const blockCipher = (name: string, keyBytes: number): Cipher | null =>
  offered.has(name) ? native(name, keyBytes, 16) : null
