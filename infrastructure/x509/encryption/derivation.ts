import { pbkdf2Sync, scryptSync } from 'node:crypto'
import { E, pipe } from '../../../application/prelude.js'
import { algorithmIdentifierOf } from '../asn1/algorithm-identifier.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import { integerOf, isInteger, octetsOf, sequenceOf } from '../asn1/read-asn1.js'
import type { Budget } from '../budget.js'
import { limitExceeded, malformed, orMalformed, unsupported, type Opened } from '../fault.js'
import { algorithmNameOf } from './algorithm-names.js'
import { defaultDigest, hmacDigestByOid, type Digest } from './digests.js'

/**
 * A key derivation with its parameters, nothing computed yet. `keyLength` is the length in bytes that the file states,
 * null where it states none. `iterations` is what one derivation costs.
 */
export type Derivation = {
  readonly iterations: number
  readonly keyLength: number | null
  readonly derive: (password: Uint8Array, length: number) => Uint8Array
}

const PBKDF2 = '1.2.840.113549.1.5.12'
const SCRYPT = '1.3.6.1.4.1.11591.4.11'

const digestOf = (prf: Asn1 | undefined): Opened<Digest> =>
  prf === undefined
    ? E.right(defaultDigest)
    : pipe(
        orMalformed(algorithmIdentifierOf(prf), 'the parameters of a key derivation are malformed'),
        E.chain(({ oid }) => {
          const digest = hmacDigestByOid[oid]
          return digest === undefined ? unsupported('key derivation', algorithmNameOf(oid)) : E.right(digest)
        }),
      )

/** PBKDF2-params ::= SEQUENCE { salt, iterationCount, keyLength OPTIONAL, prf DEFAULT hmacWithSHA1 } */
const pbkdf2Of = (parameters: Asn1 | null): Opened<Derivation> => {
  const [first, second, ...others] = sequenceOf(parameters)
  const [third, fourth] = isInteger(others[0]) ? others : [undefined, ...others]
  const salt = octetsOf(first)
  const iterations = integerOf(second)
  if (salt === null || iterations === null || iterations < 1) return malformed('salt or iterations are malformed')
  return pipe(
    digestOf(fourth),
    E.map((digest): Derivation => ({
      iterations,
      keyLength: integerOf(third),
      derive: (password, length) => pbkdf2Sync(password, salt, iterations, length, digest.name),
    })),
  )
}

type ScryptCost = { readonly N: number; readonly r: number; readonly p: number }

const isPossible = ({ N, r, p }: ScryptCost): boolean =>
  N > 1 && Number.isInteger(Math.log2(N)) && Math.log2(N) < 16 * r && r >= 1 && p >= 1 && r * p < 2 ** 30

const memoryOf = ({ N, r, p }: ScryptCost): number => 128 * r * (N + p + 2)

/** scrypt-params ::= SEQUENCE { salt, N, r, p, keyLength OPTIONAL } */
const scryptOf = (parameters: Asn1 | null, budget: Budget): Opened<Derivation> => {
  const [first, costN, costR, costP, length] = sequenceOf(parameters)
  const salt = octetsOf(first)
  const cost: ScryptCost = { N: integerOf(costN) ?? 0, r: integerOf(costR) ?? 0, p: integerOf(costP) ?? 0 }
  const allowed = budget.limits.derivationBytes
  if (memoryOf(cost) > allowed) {
    const found = Number.isFinite(memoryOf(cost)) ? memoryOf(cost) : null
    return limitExceeded('key derivation memory', allowed, found)
  }
  if (salt === null || !isPossible(cost)) return malformed('the parameters of a key derivation are malformed')
  return E.right({
    iterations: cost.N * cost.r * cost.p,
    keyLength: integerOf(length),
    derive: (password, bytes) => scryptSync(password, salt, bytes, { ...cost, maxmem: allowed }),
  })
}

/** The key derivation that an AlgorithmIdentifier names. Source: RFC 8018 appendix A.2, RFC 7914 section 7. */
export const derivationOf = (element: Asn1 | undefined, budget: Budget): Opened<Derivation> =>
  pipe(
    orMalformed(algorithmIdentifierOf(element), 'a key derivation is missing'),
    E.chain(({ oid, parameters }) => {
      if (oid === PBKDF2) return pbkdf2Of(parameters)
      if (oid === SCRYPT) return scryptOf(parameters, budget)
      return unsupported('key derivation', algorithmNameOf(oid))
    }),
  )
