import { hash } from 'node:crypto'
import { E, pipe } from '../../../application/prelude.js'
import { desCipher, rc2Cipher, type Cipher } from './ciphers.js'
import { defaultDigest, oldestDigest, type Digest } from './digests.js'
import type { SchemeReader } from './pkcs12-pbe.js'
import { saltAndIterationsOf } from './salt-and-iterations.js'
import type { Scheme } from './scheme.js'

/** PBKDF1: a hash repeated over password and salt. Source: RFC 8018 section 5.1. */
const derive = (digest: Digest, password: Uint8Array, salt: Uint8Array, iterations: number): Uint8Array => {
  let output: Uint8Array = Buffer.concat([password, salt])
  for (let i = 0; i < iterations; i += 1) output = hash(digest.name, output, 'buffer')
  return output
}

const withDigestAndCipher = (digest: Digest, cipher: Cipher): SchemeReader => (parameters) =>
  pipe(
    saltAndIterationsOf(parameters),
    E.map(({ salt, iterations }): Scheme => ({
      iterations,
      passwordForm: 'utf8',
      blockBytes: cipher.blockBytes,
      decrypt: (password, ciphertext) => {
        const derived = derive(digest, password, salt, iterations)
        return cipher.decrypt(derived.subarray(0, 8), derived.subarray(8, 16), ciphertext)
      },
    })),
  )

/** PBES1 of PKCS#5, as old encrypted PKCS#8 files have it. Source: RFC 8018 section 6.1, appendix A.3. */
export const pkcs5SchemeByOid: Readonly<Record<string, SchemeReader>> = {
  '1.2.840.113549.1.5.3': withDigestAndCipher(oldestDigest, desCipher),
  '1.2.840.113549.1.5.6': withDigestAndCipher(oldestDigest, rc2Cipher(8, 64)),
  '1.2.840.113549.1.5.10': withDigestAndCipher(defaultDigest, desCipher),
  '1.2.840.113549.1.5.11': withDigestAndCipher(defaultDigest, rc2Cipher(8, 64)),
}
