import { createHash, type KeyObject, type X509Certificate } from 'node:crypto'
import { E, pipe } from '../../../application/prelude.js'
import type { KeyAlgorithm } from '../../../domain/values/key-algorithm.js'
import { algorithmIdentifierOf } from '../asn1/algorithm-identifier.js'
import { derOf, type Asn1 } from '../asn1/parse-asn1.js'
import { contentOf, oidOf, sequenceOf } from '../asn1/read-asn1.js'

/** What a certificate says of its public key. Sizes in bits, 0 where the algorithm has none. */
export type PublicKeyFacts = {
  readonly keyAlgorithm: KeyAlgorithm
  readonly keySize: number
  readonly keyCurve: string | null
  readonly spkiDigest: string
}

const algorithms: Readonly<Record<string, KeyAlgorithm>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10045.2.1': 'EC',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
}

const curves: Readonly<Record<string, string>> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' }

const publicKeyOf = (certificate: X509Certificate): KeyObject | null =>
  pipe(E.tryCatch(() => certificate.publicKey, () => null), E.toUnion)

const bitsOf = (bytes: Uint8Array): number => {
  const digits = Buffer.from(bytes).toString('hex').replace(/^0+/, '')
  return digits === '' ? 0 : (digits.length - 1) * 4 + Number.parseInt(digits[0] ?? '0', 16).toString(2).length
}

/** ECParameters ::= SEQUENCE { version, fieldID, curve, base, order, … }. Source: RFC 3279 section 2.3.5. */
const explicitOrderBits = (parameters: Asn1 | null): number => {
  const order = contentOf(sequenceOf(parameters)[4])
  return order === null ? 0 : bitsOf(order)
}

const SM2 = '1.2.156.10197.1.301'

/** The name of a named curve: Node's, else its own where Node reads no such key, else its OID. */
const curveNameOf = (publicKey: KeyObject | null, parameters: Asn1 | null): string | null => {
  const oid = oidOf(parameters)
  return publicKey?.asymmetricKeyDetails?.namedCurve ?? (oid === SM2 ? 'SM2' : oid)
}

/**
 * The curve and its size in bits: named curves carry theirs in their names. Node has one more way to tell the size,
 * `toLegacyObject`, which must not be used: it ends the process at any curve without a NIST name (seen in 24.21).
 */
const curveFacts = (publicKey: KeyObject | null, parameters: Asn1 | null): { keyCurve: string; keySize: number } => {
  const name = curveNameOf(publicKey, parameters)
  if (name === null) return { keyCurve: 'explicit', keySize: explicitOrderBits(parameters) }
  const digits = name === 'SM2' ? '256' : (/^[A-Za-z].*?(\d{3})/.exec(name)?.[1] ?? '0')
  return { keyCurve: curves[name] ?? name, keySize: Number(digits) }
}

/** Facts of a SubjectPublicKeyInfo, null where it is none; curves go by their NIST names where they have one. */
export const publicKeyFactsOf = (spki: Asn1 | undefined, certificate: X509Certificate): PublicKeyFacts | null => {
  const identifier = algorithmIdentifierOf(sequenceOf(spki)[0])
  if (spki === undefined || identifier === null) return null
  const keyAlgorithm = algorithms[identifier.oid] ?? 'other'
  const publicKey = publicKeyOf(certificate)
  const sizes = { keyCurve: null, keySize: publicKey?.asymmetricKeyDetails?.modulusLength ?? 0 }
  return {
    keyAlgorithm,
    ...(keyAlgorithm === 'EC' ? curveFacts(publicKey, identifier.parameters) : sizes),
    spkiDigest: createHash('sha256').update(derOf(spki)).digest('hex').toUpperCase(),
  }
}
