import { E, pipe } from '../../../application/prelude.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import type { Opened } from '../fault.js'
import { doubleDesCipher, rc2Cipher, rc4Cipher, tripleDesCipher, type Cipher } from './ciphers.js'
import { defaultDigest } from './digests.js'
import { derivePkcs12, purposeByte } from './pkcs12-derivation.js'
import { saltAndIterationsOf } from './salt-and-iterations.js'
import type { Scheme } from './scheme.js'

/** What the parameters of one encryption algorithm make of it. */
export type SchemeReader = (parameters: Asn1 | null) => Opened<Scheme>

const withCipher = (cipher: Cipher): SchemeReader => (parameters) =>
  pipe(
    saltAndIterationsOf(parameters),
    E.map(({ salt, iterations }): Scheme => {
      const derivation = { digest: defaultDigest, salt, iterations }
      return {
        iterations,
        passwordForm: 'bmp',
        blockBytes: cipher.blockBytes,
        decrypt: (password, ciphertext) =>
          cipher.decrypt(
            derivePkcs12(derivation, purposeByte.encryption, password, cipher.keyBytes),
            derivePkcs12(derivation, purposeByte.initialVector, password, cipher.vectorBytes),
            ciphertext,
          ),
      }
    }),
  )

/** The six schemes of PKCS#12 itself, all on SHA-1. Source: RFC 7292 appendix C. */
export const pkcs12SchemeByOid: Readonly<Record<string, SchemeReader>> = {
  '1.2.840.113549.1.12.1.1': withCipher(rc4Cipher(16)),
  '1.2.840.113549.1.12.1.2': withCipher(rc4Cipher(5)),
  '1.2.840.113549.1.12.1.3': withCipher(tripleDesCipher),
  '1.2.840.113549.1.12.1.4': withCipher(doubleDesCipher),
  '1.2.840.113549.1.12.1.5': withCipher(rc2Cipher(16, 128)),
  '1.2.840.113549.1.12.1.6': withCipher(rc2Cipher(5, 40)),
}
