import { createPrivateKey, type KeyObject } from 'node:crypto'
import { E, pipe } from '../../application/prelude.js'
import { algorithmIdentifierOf } from './asn1/algorithm-identifier.js'
import { parseAsn1 } from './asn1/parse-asn1.js'
import { sequenceOf } from './asn1/read-asn1.js'
import { algorithmNameOf } from './encryption/algorithm-names.js'
import { malformed, unsupported, type Opened } from './fault.js'

/** The encodings of a private key: PKCS#8 for all, PKCS#1 for RSA (RFC 8017), SEC1 for EC (RFC 5915). */
export type KeyEncoding = 'pkcs8' | 'pkcs1' | 'sec1'

const LEVELS = 16

const offeredAlgorithms: ReadonlyArray<string> = [
  '1.2.840.113549.1.1.1', // RSA
  '1.2.840.113549.1.1.10', // RSASSA-PSS
  '1.2.840.10045.2.1', // EC
  '1.3.101.112', // Ed25519
  '1.3.101.113', // Ed448
]

/** The algorithm of a PKCS#8 key that could not be read, where it is one that is not offered. */
const foreignAlgorithmOf = (pkcs8: Uint8Array): string | null =>
  pipe(
    parseAsn1(pkcs8, LEVELS),
    E.match(
      () => null,
      ({ element }) => {
        const oid = algorithmIdentifierOf(sequenceOf(element)[1])?.oid ?? null
        return oid === null || offeredAlgorithms.includes(oid) ? null : oid
      },
    ),
  )

/** Opens a private key by `node:crypto`. A key of an algorithm that is not offered is told from a malformed one. */
export const privateKeyOf = (der: Uint8Array, encoding: KeyEncoding): Opened<KeyObject> =>
  pipe(
    E.tryCatch(
      () => createPrivateKey({ key: Buffer.from(der), format: 'der', type: encoding }),
      () => (encoding === 'pkcs8' ? foreignAlgorithmOf(der) : null),
    ),
    E.orElseW((algorithm) =>
      algorithm === null
        ? malformed('a private key is malformed')
        : unsupported('private key', algorithmNameOf(algorithm)),
    ),
  )
