import { E, pipe } from '../../../application/prelude.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import { sequenceOf } from '../asn1/read-asn1.js'
import type { Budget } from '../budget.js'
import { malformed, type Opened } from '../fault.js'
import { derivationOf } from './derivation.js'
import { cipherWithVectorOf } from './pbes2-cipher.js'
import type { Scheme } from './scheme.js'

/** PBES2 with PBKDF2 or scrypt and a block cipher in CBC mode. Source: RFC 8018 section 6.2, RFC 7914 section 7. */
export const pbes2SchemeOf = (parameters: Asn1 | null, budget: Budget): Opened<Scheme> => {
  const [derivationElement, cipherElement] = sequenceOf(parameters)
  return pipe(
    E.Do,
    E.bind('derivation', () => derivationOf(derivationElement, budget)),
    E.bind('encryption', ({ derivation }) => cipherWithVectorOf(cipherElement, derivation.keyLength)),
    E.chainFirst(({ derivation: { keyLength }, encryption: { cipher } }) =>
      keyLength === null || keyLength === cipher.keyBytes
        ? E.right(keyLength)
        : malformed('the derived length is not that of the cipher'),
    ),
    E.map(({ derivation, encryption: { cipher, initialVector } }): Scheme => ({
      iterations: derivation.iterations,
      passwordForm: 'utf8',
      blockBytes: cipher.blockBytes,
      decrypt: (password, ciphertext) =>
        cipher.decrypt(derivation.derive(password, cipher.keyBytes), initialVector, ciphertext),
    })),
  )
}
