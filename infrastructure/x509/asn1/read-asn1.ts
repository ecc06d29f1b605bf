import forge from 'node-forge'
import type { Asn1 } from './parse-asn1.js'
import { oidFrom } from './oid.js'

/** Readers of shapes: each takes what may be missing and gives null, or nothing, where the shape is another. */
type Maybe = Asn1 | null | undefined

const { Class, Type } = forge.asn1

const isUniversal = (element: Maybe, type: number): element is Asn1 =>
  element !== null && element !== undefined && element.tagClass === Class.UNIVERSAL && Number(element.type) === type

/** The elements inside a constructed one; none for a primitive one. */
export const childrenOf = (element: Maybe): ReadonlyArray<Asn1> =>
  element !== null && element !== undefined && typeof element.value !== 'string' ? element.value : []

/** The bytes of a primitive element, null for a constructed one. */
export const contentOf = (element: Maybe): Uint8Array | null =>
  element === null || element === undefined || typeof element.value !== 'string' || element.type === Type.BMPSTRING
    ? null
    : Buffer.from(element.value, 'latin1')

/** True for a SEQUENCE whose members were read. */
export const isSequence = (element: Maybe): element is Asn1 =>
  isUniversal(element, Type.SEQUENCE) && typeof element.value !== 'string'

/** The members of a SEQUENCE, none for anything else. */
export const sequenceOf = (element: Maybe): ReadonlyArray<Asn1> => (isSequence(element) ? childrenOf(element) : [])

/** The members of a SET, none for anything else. */
export const setOf = (element: Maybe): ReadonlyArray<Asn1> =>
  isUniversal(element, Type.SET) ? childrenOf(element) : []

/** True for an element under the context-specific tag `[tag]`. */
export const isTagged = (element: Maybe, tag: number): element is Asn1 =>
  element !== null && element !== undefined &&
  element.tagClass === Class.CONTEXT_SPECIFIC && Number(element.type) === tag

/** The element inside an explicit `[tag]`, null for anything else. */
export const explicitOf = (element: Maybe, tag: number): Asn1 | null =>
  isTagged(element, tag) ? (childrenOf(element)[0] ?? null) : null

const joined = (element: Asn1): Uint8Array | null => {
  const whole = contentOf(element)
  if (whole !== null) return whole
  const pieces = childrenOf(element).map(octetsOf)
  return pieces.some((piece) => piece === null) ? null : Buffer.concat(pieces.filter((piece) => piece !== null))
}

/** The bytes of an OCTET STRING; the pieces of a constructed one are joined (X.690 section 8.7.3). */
export const octetsOf = (element: Maybe): Uint8Array | null =>
  isUniversal(element, Type.OCTETSTRING) ? joined(element) : null

/** The bytes of an `[tag] IMPLICIT OCTET STRING`, primitive or constructed. */
export const implicitOctetsOf = (element: Maybe, tag: number): Uint8Array | null =>
  isTagged(element, tag) ? joined(element) : null

/** A non-negative INTEGER, Infinity beyond 48 bits; null for a negative or empty one. */
export const integerOf = (element: Maybe): number | null => {
  const bytes = isUniversal(element, Type.INTEGER) ? contentOf(element) : null
  if (bytes === null || bytes.length === 0 || (bytes[0] ?? 0) > 0x7f) return null
  const first = bytes.findIndex((byte) => byte !== 0)
  const digits = Buffer.from(first < 0 ? [0] : bytes.subarray(first))
  return digits.length > 6 ? Infinity : digits.readUIntBE(0, digits.length)
}

/** True for an INTEGER of any size and sign. */
export const isInteger = (element: Maybe): boolean => isUniversal(element, Type.INTEGER)

/** True for a BIT STRING. */
export const isBitString = (element: Maybe): boolean => isUniversal(element, Type.BITSTRING)

/** True for either way of writing a time. */
export const isTime = (element: Maybe): boolean =>
  isUniversal(element, Type.UTCTIME) || isUniversal(element, Type.GENERALIZEDTIME)

/** An OBJECT IDENTIFIER in dotted form. */
export const oidOf = (element: Maybe): string | null => {
  const bytes = isUniversal(element, Type.OID) ? contentOf(element) : null
  return bytes === null ? null : oidFrom(bytes)
}
