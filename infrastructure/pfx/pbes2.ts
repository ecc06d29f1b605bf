import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { der } from './der.js'
import { ITERATIONS, SALT_BYTES } from './iterations.js'
import { OID } from './object-identifiers.js'

const KEY_BYTES = 32
const BLOCK_BYTES = 16

/** What was encrypted, and the AlgorithmIdentifier that tells how, with salt and IV. */
export type Encrypted = {
  readonly algorithm: Buffer
  readonly ciphertext: Buffer
}

const algorithmIdentifier = (salt: Buffer, iv: Buffer): Buffer => {
  const prf = der.sequence(der.oid(OID.hmacWithSha256), der.null)
  const pbkdf2Parameters = der.sequence(der.octets(salt), der.integer(ITERATIONS), prf)
  return der.sequence(der.oid(OID.pbes2), der.sequence(
    der.sequence(der.oid(OID.pbkdf2), pbkdf2Parameters),
    der.sequence(der.oid(OID.aes256Cbc), der.octets(iv)),
  ))
}

/**
 * Encrypts by PBES2: AES-256-CBC under a key from PBKDF2 with HMAC-SHA-256, fresh salt and IV. The password is UTF-8.
 * Source: RFC 8018 section 6.2.
 */
export const encryptPbes2 = async (password: Uint8Array, plaintext: Uint8Array): Promise<Encrypted> => {
  const salt = randomBytes(SALT_BYTES)
  const iv = randomBytes(BLOCK_BYTES)
  const key = await promisify(pbkdf2)(password, salt, ITERATIONS, KEY_BYTES, 'sha256')
  const cipher = createCipheriv('aes-256-cbc', key, iv)
  key.fill(0)
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return { algorithm: algorithmIdentifier(salt, iv), ciphertext }
}
