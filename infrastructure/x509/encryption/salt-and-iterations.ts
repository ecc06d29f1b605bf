import type { Asn1 } from '../asn1/parse-asn1.js'
import { integerOf, octetsOf, sequenceOf } from '../asn1/read-asn1.js'
import { orMalformed, type Opened } from '../fault.js'

/** The parameters of every scheme before PBES2: SEQUENCE { salt OCTET STRING, iterations INTEGER }. */
export type SaltAndIterations = { readonly salt: Uint8Array; readonly iterations: number }

/** Salt and iterations, at least one. Source: RFC 8018 appendix A.3, RFC 7292 appendix C. */
export const saltAndIterationsOf = (parameters: Asn1 | null): Opened<SaltAndIterations> => {
  const [first, second] = sequenceOf(parameters)
  const salt = octetsOf(first)
  const iterations = integerOf(second)
  const found = salt === null || iterations === null || iterations < 1 ? null : { salt, iterations }
  return orMalformed(found, 'salt or iterations are malformed')
}
