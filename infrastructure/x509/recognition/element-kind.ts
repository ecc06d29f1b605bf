import { algorithmIdentifierOf } from '../asn1/algorithm-identifier.js'
import type { Asn1 } from '../asn1/parse-asn1.js'
import {
  explicitOf, integerOf, isBitString, isInteger, isSequence, isTime, octetsOf, oidOf, sequenceOf,
} from '../asn1/read-asn1.js'
import { otherKind, type FileKind } from './file-kind.js'

const PKCS7 = '1.2.840.113549.1.7.'

/** Certificate, PKCS#10 and CRL are all SEQUENCE { to be signed, algorithm, BIT STRING }: what is signed tells. */
const signedKind = (signed: Asn1 | undefined): FileKind => {
  const members = sequenceOf(signed)
  if (members.some(isTime)) return otherKind('CRL')
  if (explicitOf(members[0], 0) !== null || members.length >= 6) return { _tag: 'Certificate' }
  return integerOf(members[0]) === 0 && isSequence(members[2]) ? otherKind('PKCS#10') : otherKind('unknown')
}

const isContentInfo = (element: Asn1 | undefined): boolean => {
  const [kind, content] = sequenceOf(element)
  return (oidOf(kind) ?? '').startsWith(PKCS7) && (content === undefined || explicitOf(content, 0) !== null)
}

/** PKCS#8, PKCS#1 and SEC1 all begin with a small version. */
const isPrivateKey = ([version, second, third, ...others]: ReadonlyArray<Asn1>): boolean => {
  const number = integerOf(version)
  if (number === null || number > 1) return false
  const isPkcs8 = algorithmIdentifierOf(second) !== null && octetsOf(third) !== null
  const isPkcs1 = isInteger(second) && isInteger(third) && others.length >= 6
  return isPkcs8 || isPkcs1 || (number === 1 && octetsOf(second) !== null)
}

/** What a DER or BER element is, by its shape alone. */
export const elementKindOf = (element: Asn1): FileKind => {
  const members = sequenceOf(element)
  const [first, second, third] = members
  if (isInteger(first) && isContentInfo(second)) return { _tag: 'Pfx', element }
  if (isPrivateKey(members)) return { _tag: 'PrivateKeyOnly' }
  if (isContentInfo(element)) return otherKind('PKCS#7')
  if (isSequence(first) && isSequence(second) && isBitString(third)) return signedKind(first)
  if (algorithmIdentifierOf(first) !== null && isBitString(second)) return otherKind('public key')
  if (algorithmIdentifierOf(first) !== null && octetsOf(second) !== null) return { _tag: 'PrivateKeyOnly' }
  return isInteger(first) && isInteger(second) && members.length === 2 ? otherKind('public key') : otherKind('unknown')
}
