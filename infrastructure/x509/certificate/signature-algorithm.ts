import { algorithmIdentifierOf } from '../asn1/algorithm-identifier.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import { explicitOf, sequenceOf } from '../asn1/read-asn1.js'
import type { CertificateFacts } from '../../../domain/certificate/facts.js'

type HashClass = CertificateFacts['signatureHash']

/** The name of a signature algorithm, as its RFC spells it, and the family of its hash. */
export type SignatureAlgorithm = { readonly name: string; readonly hash: HashClass }

const RSA_PSS = '1.2.840.113549.1.1.10'
const ECDSA_SPECIFIED = '1.2.840.10045.4.3'

const algorithms: Readonly<Record<string, readonly [string, HashClass]>> = {
  '1.2.840.113549.1.1.2': ['md2WithRSAEncryption', 'MD2'],
  '1.2.840.113549.1.1.3': ['md4WithRSAEncryption', 'other'],
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'MD5'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'SHA-1'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'SHA-2'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'SHA-2'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'SHA-2'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'SHA-2'],
  '1.2.840.113549.1.1.15': ['sha512-224WithRSAEncryption', 'SHA-2'],
  '1.2.840.113549.1.1.16': ['sha512-256WithRSAEncryption', 'SHA-2'],
  '1.3.14.3.2.3': ['md5WithRSA', 'MD5'],
  '1.3.14.3.2.29': ['sha1WithRSA', 'SHA-1'],
  '1.3.14.3.2.27': ['dsaWithSHA1', 'SHA-1'],
  '1.3.36.3.3.1.2': ['ripemd160WithRSA', 'other'],
  '1.2.840.10040.4.3': ['dsa-with-SHA1', 'SHA-1'],
  '2.16.840.1.101.3.4.3.1': ['dsa-with-SHA224', 'SHA-2'],
  '2.16.840.1.101.3.4.3.2': ['dsa-with-SHA256', 'SHA-2'],
  '2.16.840.1.101.3.4.3.3': ['dsa-with-SHA384', 'SHA-2'],
  '2.16.840.1.101.3.4.3.4': ['dsa-with-SHA512', 'SHA-2'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'SHA-1'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'SHA-2'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'SHA-2'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'SHA-2'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'SHA-2'],
  '2.16.840.1.101.3.4.3.9': ['ecdsa-with-SHA3-224', 'SHA-3'],
  '2.16.840.1.101.3.4.3.10': ['ecdsa-with-SHA3-256', 'SHA-3'],
  '2.16.840.1.101.3.4.3.11': ['ecdsa-with-SHA3-384', 'SHA-3'],
  '2.16.840.1.101.3.4.3.12': ['ecdsa-with-SHA3-512', 'SHA-3'],
  '2.16.840.1.101.3.4.3.13': ['rsassa-pkcs1-v1-5-with-sha3-224', 'SHA-3'],
  '2.16.840.1.101.3.4.3.14': ['rsassa-pkcs1-v1-5-with-sha3-256', 'SHA-3'],
  '2.16.840.1.101.3.4.3.15': ['rsassa-pkcs1-v1-5-with-sha3-384', 'SHA-3'],
  '2.16.840.1.101.3.4.3.16': ['rsassa-pkcs1-v1-5-with-sha3-512', 'SHA-3'],
  '2.16.840.1.101.3.4.3.17': ['ML-DSA-44', 'none'],
  '2.16.840.1.101.3.4.3.18': ['ML-DSA-65', 'none'],
  '2.16.840.1.101.3.4.3.19': ['ML-DSA-87', 'none'],
  '1.3.101.112': ['Ed25519', 'none'],
  '1.3.101.113': ['Ed448', 'none'],
}

const hashClasses: Readonly<Record<string, HashClass>> = {
  '1.2.840.113549.2.2': 'MD2',
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-2',
  '2.16.840.1.101.3.4.2.2': 'SHA-2',
  '2.16.840.1.101.3.4.2.3': 'SHA-2',
  '2.16.840.1.101.3.4.2.4': 'SHA-2',
  '2.16.840.1.101.3.4.2.5': 'SHA-2',
  '2.16.840.1.101.3.4.2.6': 'SHA-2',
  '2.16.840.1.101.3.4.2.7': 'SHA-3',
  '2.16.840.1.101.3.4.2.8': 'SHA-3',
  '2.16.840.1.101.3.4.2.9': 'SHA-3',
  '2.16.840.1.101.3.4.2.10': 'SHA-3',
}

const hashOf = (oid: string | undefined): HashClass => (oid === undefined ? 'other' : (hashClasses[oid] ?? 'other'))

/** RSASSA-PSS-params name their hash under [0]; without it SHA-1 is meant. Source: RFC 4055 section 3.1. */
const pssHashOf = (parameters: Asn1 | null): HashClass => {
  const [first] = sequenceOf(parameters).map((member) => explicitOf(member, 0)).filter((member) => member !== null)
  return first === undefined ? 'SHA-1' : hashOf(algorithmIdentifierOf(first)?.oid)
}

/** What the AlgorithmIdentifier of a signature says, null where it is none; an unknown algorithm goes by its OID. */
export const signatureAlgorithmOf = (element: Asn1 | undefined): SignatureAlgorithm | null => {
  const identifier = algorithmIdentifierOf(element)
  if (identifier === null) return null
  const { oid, parameters } = identifier
  if (oid === RSA_PSS) return { name: 'RSASSA-PSS', hash: pssHashOf(parameters) }
  if (oid === ECDSA_SPECIFIED) {
    return { name: 'ecdsa-with-specified', hash: hashOf(algorithmIdentifierOf(parameters)?.oid) }
  }
  const [name, hash] = algorithms[oid] ?? [oid, 'other']
  return { name, hash }
}
