import { E, pipe } from '../../../application/prelude.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import { explicitOf, implicitOctetsOf, integerOf, isSequence, octetsOf, oidOf, sequenceOf } from '../asn1/read-asn1.js'
import type { Budget } from '../budget.js'
import { algorithmNameOf } from '../encryption/algorithm-names.js'
import { sealedOf } from '../encryption/scheme-of.js'
import type { Sealed } from '../encryption/scheme.js'
import { malformed, orMalformed, unsupported, type Opened } from '../fault.js'
import { elementOf } from '../asn1/element-of.js'
import { integrityOf, type Integrity } from './integrity.js'
import { safeBagsOf, type SafeBag } from './safe-bag.js'

/** A part of the authenticated safe: bags that lie open, or bags encrypted together. */
export type PfxPart =
  | { readonly _tag: 'Open'; readonly bags: ReadonlyArray<SafeBag> }
  | { readonly _tag: 'Sealed'; readonly sealed: Sealed }

/** A PKCS#12 file as far as it can be read without its password. `authenticated` are the bytes under the MAC. */
export type PfxStructure = {
  readonly authenticated: Uint8Array
  readonly integrity: Integrity | null
  readonly parts: ReadonlyArray<PfxPart>
}

/** What of a structure is encrypted and can be seen to be so. */
export const sealedIn = (parts: ReadonlyArray<PfxPart>): ReadonlyArray<Sealed> =>
  parts.flatMap((part) =>
    part._tag === 'Sealed'
      ? [part.sealed]
      : part.bags.flatMap((bag) => (bag._tag === 'ShroudedKey' ? [bag.sealed] : [])),
  )

const PKCS7_DATA = '1.2.840.113549.1.7.1'
const PKCS7_ENCRYPTED_DATA = '1.2.840.113549.1.7.6'

const openPart = (content: Asn1 | undefined, budget: Budget): Opened<PfxPart> =>
  pipe(
    orMalformed(octetsOf(explicitOf(content, 0)), 'a part of the contents is malformed'),
    E.chain((bytes) => elementOf(bytes, 'a part of the contents is malformed', budget)),
    E.chain((element) => safeBagsOf(element, budget)),
    E.map((bags): PfxPart => ({ _tag: 'Open', bags })),
  )

/** EncryptedData ::= SEQUENCE { version, SEQUENCE { contentType, algorithm, [0] IMPLICIT OCTET STRING } } */
const sealedPart = (content: Asn1 | undefined, budget: Budget): Opened<PfxPart> => {
  const [, encrypted] = sequenceOf(explicitOf(content, 0))
  const [, algorithm, ciphertext] = sequenceOf(encrypted)
  return pipe(
    sealedOf(algorithm, implicitOctetsOf(ciphertext, 0), budget),
    E.map((sealed): PfxPart => ({ _tag: 'Sealed', sealed })),
  )
}

const partOf = (element: Asn1, budget: Budget): Opened<PfxPart> => {
  const [kind, content] = sequenceOf(element)
  const oid = oidOf(kind)
  if (oid === PKCS7_DATA) return openPart(content, budget)
  if (oid === PKCS7_ENCRYPTED_DATA) return sealedPart(content, budget)
  return oid === null
    ? malformed('a part of the contents is malformed')
    : unsupported('encryption', algorithmNameOf(oid))
}

const authenticatedBytesOf = (authSafe: Asn1 | undefined): Opened<Uint8Array> => {
  const [kind, content] = sequenceOf(authSafe)
  const oid = oidOf(kind)
  if (oid !== null && oid !== PKCS7_DATA) return unsupported('integrity', algorithmNameOf(oid))
  return orMalformed(octetsOf(explicitOf(content, 0)), 'the contents are malformed')
}

/**
 * PFX ::= SEQUENCE { version 3, authSafe ContentInfo, macData OPTIONAL }. Everything that can be seen without the
 * password is checked and counted here, before any key is derived. Source: RFC 7292 section 4.
 */
export const pfxStructureOf = (pfx: Asn1, budget: Budget): Opened<PfxStructure> => {
  const [version, authSafe, macData] = sequenceOf(pfx)
  if (integerOf(version) !== 3) return malformed('the version is not 3')
  return pipe(
    E.Do,
    E.bind('authenticated', () => authenticatedBytesOf(authSafe)),
    E.bind('integrity', () => macData === undefined ? E.right(null) : integrityOf(macData, budget)),
    E.bind('safe', ({ authenticated }) => elementOf(authenticated, 'the contents are malformed', budget)),
    E.chainFirst(({ safe }) => isSequence(safe) ? E.right(safe) : malformed('the contents are malformed')),
    E.bind('parts', ({ safe }) => E.traverseArray((part: Asn1) => partOf(part, budget))(sequenceOf(safe))),
    E.map(({ authenticated, integrity, parts }) => ({ authenticated, integrity, parts })),
  )
}
