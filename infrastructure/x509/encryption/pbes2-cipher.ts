import { E, pipe } from '../../../application/prelude.js'
import { algorithmIdentifierOf } from '../asn1/algorithm-identifier.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import { integerOf, octetsOf, sequenceOf } from '../asn1/read-asn1.js'
import { orMalformed, unsupported, type Opened } from '../fault.js'
import { algorithmNameOf } from './algorithm-names.js'
import { blockCipher, desCipher, rc2Cipher, tripleDesCipher, type Cipher } from './ciphers.js'

/** The cipher of PBES2 and the initial vector in its parameters. */
export type CipherWithVector = { readonly cipher: Cipher; readonly initialVector: Uint8Array }

const cipherByOid: Readonly<Record<string, Cipher | null>> = {
  '2.16.840.1.101.3.4.1.2': blockCipher('aes-128-cbc', 16),
  '2.16.840.1.101.3.4.1.22': blockCipher('aes-192-cbc', 24),
  '2.16.840.1.101.3.4.1.42': blockCipher('aes-256-cbc', 32),
  '1.2.840.113549.3.7': tripleDesCipher,
  '1.3.14.3.2.7': desCipher,
  '1.2.392.200011.61.1.1.1.2': blockCipher('camellia-128-cbc', 16),
  '1.2.392.200011.61.1.1.1.3': blockCipher('camellia-192-cbc', 24),
  '1.2.392.200011.61.1.1.1.4': blockCipher('camellia-256-cbc', 32),
  '1.2.410.200046.1.1.2': blockCipher('aria-128-cbc', 16),
  '1.2.410.200046.1.1.7': blockCipher('aria-192-cbc', 24),
  '1.2.410.200046.1.1.12': blockCipher('aria-256-cbc', 32),
}

const RC2 = '1.2.840.113549.3.2'
const LONGEST_RC2_KEY = 128

/** Effective bits by the version number that RFC 8018 appendix B.2.3 writes for them. */
const rc2Bits = (version: number): number | null => {
  const bits = { 160: 40, 120: 64, 58: 128 }[version] ?? version
  return bits === version && (version < 256 || version > 1024) ? null : bits
}

const rc2Of = (parameters: Asn1 | null, keyLength: number | null): CipherWithVector | null => {
  const [version, vector] = sequenceOf(parameters)
  const bits = rc2Bits(integerOf(version) ?? 0)
  const initialVector = octetsOf(vector)
  if (bits === null || initialVector?.length !== 8) return null
  const keyBytes = keyLength ?? bits / 8
  return keyBytes < 1 || keyBytes > LONGEST_RC2_KEY ? null : { cipher: rc2Cipher(keyBytes, bits), initialVector }
}

/**
 * The encryption scheme inside PBES2. `keyLength`, in bytes, is what the key derivation states, null where it states
 * none; only RC2 needs it. Source: RFC 8018 appendix B.2.
 */
export const cipherWithVectorOf = (element: Asn1 | undefined, keyLength: number | null): Opened<CipherWithVector> =>
  pipe(
    orMalformed(algorithmIdentifierOf(element), 'a cipher is missing'),
    E.chain(({ oid, parameters }) => {
      if (oid === RC2) return orMalformed(rc2Of(parameters, keyLength), 'the parameters of a cipher are malformed')
      const cipher = cipherByOid[oid] ?? null
      if (cipher === null) return unsupported('encryption', algorithmNameOf(oid))
      const initialVector = octetsOf(parameters)
      const found = initialVector?.length === cipher.vectorBytes ? { cipher, initialVector } : null
      return orMalformed(found, 'the parameters of a cipher are malformed')
    }),
  )
