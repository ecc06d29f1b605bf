import { E, pipe } from '../../../application/prelude.js'
import type { SubjectAlternativeName } from '../../../domain/values/subject-alternative-name.js'
import { parseAsn1, type Asn1 } from '../asn1/parse-asn1.js'
import { childrenOf, isSequence, octetsOf, oidOf, sequenceOf } from '../asn1/read-asn1.js'
import { generalNameOf } from './general-name.js'

/** The values of a certificate's extensions by OID. */
export type Extensions = ReadonlyMap<string, Asn1>

const LEVELS = 32
const ALTERNATIVE_NAMES = '2.5.29.17'
const EXTENDED_KEY_USAGE = '2.5.29.37'
const CRL_DISTRIBUTION_POINTS = '2.5.29.31'

const elementIn = (bytes: Uint8Array): Asn1 | null =>
  pipe(parseAsn1(bytes, LEVELS), E.match(() => null, ({ element }) => element))

const entryOf = (extension: Asn1): ReadonlyArray<readonly [string, Asn1]> => {
  const [type, ...others] = sequenceOf(extension)
  const oid = oidOf(type)
  const octets = octetsOf(others.at(-1))
  const value = octets === null ? null : elementIn(octets)
  return oid === null || value === null ? [] : [[oid, value]]
}

/** Reads Extensions; of one that is there twice, the first counts; one whose value is not ASN.1 is left out. */
export const extensionsOf = (element: Asn1 | null): Extensions =>
  new Map(sequenceOf(element).flatMap(entryOf).toReversed())

const namesIn = (elements: ReadonlyArray<Asn1>): ReadonlyArray<SubjectAlternativeName> =>
  elements.map(generalNameOf).filter((name) => name !== null)

/** The entries of subjectAltName in their order, none when it is absent. Source: RFC 5280 section 4.2.1.6. */
export const alternativeNamesOf = (extensions: Extensions): ReadonlyArray<SubjectAlternativeName> =>
  namesIn(sequenceOf(extensions.get(ALTERNATIVE_NAMES)))

/** The OIDs of extKeyUsage, null when it is absent. Source: RFC 5280 section 4.2.1.12. */
export const extendedKeyUsageOf = (extensions: Extensions): ReadonlyArray<string> | null => {
  const usage = extensions.get(EXTENDED_KEY_USAGE)
  return isSequence(usage) ? sequenceOf(usage).map(oidOf).filter((oid) => oid !== null) : null
}

/** DistributionPoint ::= SEQUENCE { [0] { [0] fullName }, … } */
const fullNameOf = (point: Asn1): ReadonlyArray<Asn1> => {
  const [distributionPoint] = sequenceOf(point).filter(({ tagClass, type }) => tagClass === 0x80 && Number(type) === 0)
  const [fullName] = childrenOf(distributionPoint).filter(({ type }) => Number(type) === 0)
  return childrenOf(fullName)
}

/** The URIs of cRLDistributionPoints in their order, none when it is absent. Source: RFC 5280 section 4.2.1.13. */
export const crlDistributionPointsOf = (extensions: Extensions): ReadonlyArray<string> =>
  namesIn(sequenceOf(extensions.get(CRL_DISTRIBUTION_POINTS)).flatMap(fullNameOf))
    .filter(({ type }) => type === 'uri')
    .map(({ value }) => value)
