import type { Asn1 } from './parse-asn1.js'
import { oidOf, sequenceOf } from './read-asn1.js'

/** AlgorithmIdentifier ::= SEQUENCE { algorithm OID, parameters ANY OPTIONAL }. Source: RFC 5280 section 4.1.1.2. */
export type AlgorithmIdentifier = { readonly oid: string; readonly parameters: Asn1 | null }

/** The algorithm that an element names, null where it is no AlgorithmIdentifier. */
export const algorithmIdentifierOf = (element: Asn1 | null | undefined): AlgorithmIdentifier | null => {
  const [algorithm, parameters] = sequenceOf(element)
  const oid = oidOf(algorithm)
  return oid === null ? null : { oid, parameters: parameters ?? null }
}
