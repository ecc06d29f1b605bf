import { hash } from 'node:crypto'
import { E } from '../../../application/prelude.js'
import { blockCipher, desCipher, tripleDesCipher, type Cipher } from '../encryption/ciphers.js'
import { oldestDigest } from '../encryption/digests.js'
import type { Sealed } from '../encryption/scheme.js'
import { malformed, unsupported, type Opened } from '../fault.js'
import type { PemBlock } from './pem-blocks.js'

const cipherByName: Readonly<Record<string, Cipher | null>> = {
  'DES-CBC': desCipher,
  'DES-EDE3-CBC': tripleDesCipher,
  'AES-128-CBC': blockCipher('aes-128-cbc', 16),
  'AES-192-CBC': blockCipher('aes-192-cbc', 24),
  'AES-256-CBC': blockCipher('aes-256-cbc', 32),
  'CAMELLIA-128-CBC': blockCipher('camellia-128-cbc', 16),
  'CAMELLIA-192-CBC': blockCipher('camellia-192-cbc', 24),
  'CAMELLIA-256-CBC': blockCipher('camellia-256-cbc', 32),
  'ARIA-128-CBC': blockCipher('aria-128-cbc', 16),
  'ARIA-192-CBC': blockCipher('aria-192-cbc', 24),
  'ARIA-256-CBC': blockCipher('aria-256-cbc', 32),
}

const DEK_INFO = /^([A-Z0-9-]{1,32})(?:,([0-9A-Fa-f]{1,64}))?$/
const SALT_BYTES = 8

/** True for a block whose headers say that it is encrypted, as OpenSSL wrote keys before PKCS#8 (RFC 1421 4.6.1.1). */
export const isLegacyEncrypted = (block: PemBlock): boolean =>
  /ENCRYPTED/.test(block.headers.get('proc-type') ?? '')

/** OpenSSL's EVP_BytesToKey with MD5 and one round: each block hashes the one before, the password and the salt. */
const derive = (password: Uint8Array, salt: Uint8Array, length: number): Uint8Array => {
  let block: Uint8Array = new Uint8Array(0)
  let derived: Uint8Array = block
  while (derived.length < length) {
    block = hash(oldestDigest.name, Buffer.concat([block, password, salt]), 'buffer')
    derived = Buffer.concat([derived, block])
  }
  return derived.subarray(0, length)
}

/** What an encrypted PEM block holds, and how its DEK-Info header says to decrypt it. */
export const legacySealedOf = (block: PemBlock, ciphertext: Uint8Array): Opened<Sealed> => {
  const [, name, digits] = DEK_INFO.exec(block.headers.get('dek-info') ?? '') ?? []
  if (name === undefined) return malformed('the encryption header of a PEM block is malformed')
  const cipher = cipherByName[name] ?? null
  if (cipher === null) return unsupported('encryption', name)
  const initialVector = Buffer.from(digits ?? '', 'hex')
  if (initialVector.length !== cipher.vectorBytes || ciphertext.length % cipher.blockBytes !== 0) {
    return malformed('the encryption header of a PEM block is malformed')
  }
  const salt = initialVector.subarray(0, SALT_BYTES)
  return E.right({
    ciphertext,
    scheme: {
      iterations: 1,
      passwordForm: 'utf8',
      blockBytes: cipher.blockBytes,
      decrypt: (password, sealed) =>
        cipher.decrypt(derive(password, salt, cipher.keyBytes), initialVector, sealed),
    },
  })
}
