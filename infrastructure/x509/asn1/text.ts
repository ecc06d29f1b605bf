import forge from 'node-forge'
import type { Asn1 } from './parse-asn1.js'

const utf8 = (binary: string): string => Buffer.from(binary, 'latin1').toString('utf8')

/** Lone surrogates have no UTF-8 form and become U+FFFD. */
const wellFormed = (text: string): string => Buffer.from(text, 'utf8').toString('utf8')

const fromUtf32 = (binary: string): string => {
  const bytes = Buffer.from(binary, 'latin1')
  const points = Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readUInt32BE(i * 4))
  return wellFormed(points.map((point) => (point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point))).join(''))
}

const asItStands = (binary: string): string => binary

const readers: Readonly<Record<number, (binary: string) => string>> = {
  12: utf8,
  18: asItStands, // NumericString
  19: asItStands, // PrintableString
  20: asItStands, // TeletexString, which everybody writes as Latin-1
  22: asItStands, // IA5String
  26: asItStands, // VisibleString
  28: fromUtf32,
  30: wellFormed, // BMPString: the library has joined its 16-bit units already
}

/** The text of a character string, null for anything else. Undecodable parts become U+FFFD (X.680 section 41). */
export const textOf = (element: Asn1 | null | undefined): string | null => {
  if (element === null || element === undefined || element.tagClass !== forge.asn1.Class.UNIVERSAL) return null
  const reader = readers[element.type]
  return reader === undefined || typeof element.value !== 'string' ? null : reader(element.value)
}
