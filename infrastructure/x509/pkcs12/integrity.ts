import { createHmac, timingSafeEqual } from 'node:crypto'
import { E, pipe } from '../../../application/prelude.js'
import { algorithmIdentifierOf, type AlgorithmIdentifier } from '../asn1/algorithm-identifier.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import { integerOf, octetsOf, sequenceOf } from '../asn1/read-asn1.js'
import type { Budget } from '../budget.js'
import { algorithmNameOf } from '../encryption/algorithm-names.js'
import { derivationOf } from '../encryption/derivation.js'
import { digestByOid, hmacDigestByOid, type Digest } from '../encryption/digests.js'
import type { PasswordReadings } from '../encryption/password-readings.js'
import { derivePkcs12, purposeByte } from '../encryption/pkcs12-derivation.js'
import { malformed, orMalformed, unsupported, type Opened } from '../fault.js'

/** The MAC of a PKCS#12 file, nothing computed yet. `macKey` derives its key from one reading of the password. */
export type Integrity = {
  readonly iterations: number
  readonly passwordForm: 'utf8' | 'bmp'
  readonly macKey: (password: Uint8Array) => Uint8Array
  readonly digest: Digest
  readonly expected: Uint8Array
}

const PBMAC1 = '1.2.840.113549.1.5.14'
const SHORTEST_PBMAC1_KEY = 20
const LONGEST_PBMAC1_KEY = 64

/** PBMAC1-params ::= SEQUENCE { keyDerivationFunc, messageAuthScheme }. Source: RFC 9579 section 4. */
const pbmac1Of = (parameters: Asn1 | null, expected: Uint8Array, budget: Budget): Opened<Integrity> => {
  const [derivationElement, schemeElement] = sequenceOf(parameters)
  const scheme = algorithmIdentifierOf(schemeElement)
  const digest = hmacDigestByOid[scheme?.oid ?? '']
  if (scheme === null) return malformed('the integrity parameters are malformed')
  if (digest === undefined) return unsupported('integrity', algorithmNameOf(scheme.oid))
  return pipe(
    derivationOf(derivationElement, budget),
    E.chain(({ iterations, keyLength, derive }) =>
      // RFC 9579 section 4: without its length, or with less than 20 bytes, a key proves too little.
      keyLength === null || keyLength < SHORTEST_PBMAC1_KEY || keyLength > LONGEST_PBMAC1_KEY
        ? malformed('the integrity parameters are malformed')
        : E.right({
            iterations,
            passwordForm: 'utf8' as const,
            macKey: (password: Uint8Array) => derive(password, keyLength),
            digest,
            expected,
          }),
    ),
  )
}

const classicOf = (digest: Digest, mac: ReadonlyArray<Asn1>, expected: Uint8Array): Opened<Integrity> => {
  const salt = octetsOf(mac[1])
  const iterations = mac[2] === undefined ? 1 : integerOf(mac[2])
  if (salt === null || iterations === null || iterations < 1 || expected.length !== digest.outputBytes) {
    return malformed('the integrity parameters are malformed')
  }
  return E.right({
    iterations,
    passwordForm: 'bmp',
    macKey: (password) =>
      derivePkcs12({ digest, salt, iterations }, purposeByte.integrity, password, digest.outputBytes),
    digest,
    expected,
  })
}

const integrityWith = (
  { oid, parameters }: AlgorithmIdentifier,
  mac: ReadonlyArray<Asn1>,
  expected: Uint8Array,
  budget: Budget,
): Opened<Integrity> => {
  if (oid === PBMAC1) return pbmac1Of(parameters, expected, budget)
  const digest = digestByOid[oid]
  return digest === undefined ? unsupported('integrity', algorithmNameOf(oid)) : classicOf(digest, mac, expected)
}

/** MacData ::= SEQUENCE { mac DigestInfo, macSalt, iterations DEFAULT 1 }. Source: RFC 7292 section 4, RFC 9579. */
export const integrityOf = (element: Asn1, budget: Budget): Opened<Integrity> => {
  const mac = sequenceOf(element)
  const [algorithm, digestElement] = sequenceOf(mac[0])
  const expected = octetsOf(digestElement)
  return pipe(
    orMalformed(algorithmIdentifierOf(algorithm), 'the integrity parameters are malformed'),
    E.chain((identifier) =>
      expected === null
        ? malformed('the integrity parameters are malformed')
        : integrityWith(identifier, mac, expected, budget),
    ),
  )
}

const matches = ({ digest, macKey, expected }: Integrity, reading: Uint8Array, content: Uint8Array): boolean => {
  const actual = createHmac(digest.name, macKey(reading)).update(content).digest()
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

/** True when the MAC over `content` holds with some reading of the password. Each try is paid for before it is made. */
export const integrityHolds = (
  integrity: Integrity,
  content: Uint8Array,
  password: PasswordReadings,
  budget: Budget,
): Opened<boolean> =>
  password[integrity.passwordForm].reduce<Opened<boolean>>(
    (before, reading) =>
      pipe(
        before,
        E.chain((holds) =>
          holds
            ? E.right(true)
            : pipe(budget.spend(integrity.iterations), E.map(() => matches(integrity, reading, content))),
        ),
      ),
    E.right(false),
  )
