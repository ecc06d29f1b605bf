import { E, pipe, RA } from '../../../application/prelude.js'
import { derOf, type Asn1 } from '../asn1/parse-asn1.js'
import { explicitOf, isSequence, octetsOf, oidOf, sequenceOf } from '../asn1/read-asn1.js'
import type { Budget } from '../budget.js'
import { sealedOf } from '../encryption/scheme-of.js'
import type { Sealed } from '../encryption/scheme.js'
import { malformed, orMalformed, type Opened } from '../fault.js'
import { friendlyNameOf } from './friendly-name.js'

/** What a bag may hold that matters here, with the name that the user gave it. */
export type SafeBag =
  | { readonly _tag: 'Key'; readonly pkcs8: Uint8Array; readonly friendlyName: string | null }
  | { readonly _tag: 'ShroudedKey'; readonly sealed: Sealed; readonly friendlyName: string | null }
  | { readonly _tag: 'Certificate'; readonly der: Uint8Array; readonly friendlyName: string | null }

const KEY = '1.2.840.113549.1.12.10.1.1'
const SHROUDED_KEY = '1.2.840.113549.1.12.10.1.2'
const CERTIFICATE = '1.2.840.113549.1.12.10.1.3'
const SAFE_CONTENTS = '1.2.840.113549.1.12.10.1.6'
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'

const keyBag = (value: Asn1, friendlyName: string | null): Opened<ReadonlyArray<SafeBag>> =>
  isSequence(value)
    ? E.right([{ _tag: 'Key', pkcs8: derOf(value), friendlyName }])
    : malformed('a key bag is malformed')

const shroudedKeyBag = (
  value: Asn1,
  friendlyName: string | null,
  budget: Budget,
): Opened<ReadonlyArray<SafeBag>> => {
  const [algorithm, ciphertext] = sequenceOf(value)
  return pipe(
    sealedOf(algorithm, octetsOf(ciphertext), budget),
    E.map((sealed) => [{ _tag: 'ShroudedKey', sealed, friendlyName }]),
  )
}

/** An SDSI certificate is passed over, as a CRL is: only X.509 is read. */
const certificateBag = (value: Asn1, friendlyName: string | null): Opened<ReadonlyArray<SafeBag>> => {
  const [kind, content] = sequenceOf(value)
  if (oidOf(kind) !== X509_CERTIFICATE) {
    return oidOf(kind) === null ? malformed('a certificate bag is malformed') : E.right([])
  }
  return pipe(
    orMalformed(octetsOf(explicitOf(content, 0)), 'a certificate bag is malformed'),
    E.map((der) => [{ _tag: 'Certificate', der, friendlyName }]),
  )
}

const bagOf = (element: Asn1, budget: Budget): Opened<ReadonlyArray<SafeBag>> => {
  const [kind, content, attributes] = sequenceOf(element)
  const oid = oidOf(kind)
  const value = explicitOf(content, 0)
  if (oid === null || value === null) return malformed('a bag is malformed')
  const friendlyName = friendlyNameOf(attributes)
  if (oid === KEY) return keyBag(value, friendlyName)
  if (oid === SHROUDED_KEY) return shroudedKeyBag(value, friendlyName, budget)
  if (oid === CERTIFICATE) return certificateBag(value, friendlyName)
  return oid === SAFE_CONTENTS ? safeBagsOf(value, budget) : E.right([])
}

/**
 * The keys and certificates of a SafeContents, those of nested ones among them, in the file's order. CRLs, secrets and
 * bags of unknown kinds are counted against the limit and passed over. Source: RFC 7292 section 4.2.
 */
export const safeBagsOf = (element: Asn1, budget: Budget): Opened<ReadonlyArray<SafeBag>> => {
  if (!isSequence(element)) return malformed('the contents are malformed')
  const members = sequenceOf(element)
  return pipe(
    budget.count(members.length),
    E.chain(() => E.traverseArray((member: Asn1) => bagOf(member, budget))(members)),
    E.map(RA.flatten),
  )
}
