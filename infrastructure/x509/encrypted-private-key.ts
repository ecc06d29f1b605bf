import type { KeyObject } from 'node:crypto'
import { E, pipe } from '../../application/prelude.js'
import { elementOf } from './asn1/element-of.js'
import { octetsOf, sequenceOf } from './asn1/read-asn1.js'
import type { Budget } from './budget.js'
import type { PasswordReadings } from './encryption/password-readings.js'
import { sealedOf } from './encryption/scheme-of.js'
import { unsealOrFail } from './encryption/scheme.js'
import type { Opened } from './fault.js'
import { privateKeyOf } from './private-key.js'

/** EncryptedPrivateKeyInfo ::= SEQUENCE { algorithm, encrypted OCTET STRING }. Source: RFC 5958 section 3. */
export const encryptedPrivateKeyOf = (
  der: Uint8Array,
  password: PasswordReadings,
  budget: Budget,
): Opened<KeyObject> =>
  pipe(
    elementOf(der, 'an encrypted private key is malformed', budget),
    E.map(sequenceOf),
    E.chain(([algorithm, ciphertext]) => sealedOf(algorithm, octetsOf(ciphertext), budget)),
    E.chain((sealed) => unsealOrFail(sealed, password, budget)),
    E.chain((pkcs8) => privateKeyOf(pkcs8, 'pkcs8')),
  )
