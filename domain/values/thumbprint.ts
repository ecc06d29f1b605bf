import { E, t, type Either } from '../prelude.js'

const isUpperHex = (text: string, length: number): boolean => text.length === length && /^[0-9A-F]+$/.test(text)

/** @internal */
export interface ThumbprintBrand {
  readonly Thumbprint: unique symbol
}

/**
 * SHA-1 of a certificate's DER, 40 upper-case hexadecimal digits: the name that the vendor's tools show.
 * Source: FIELD 2.2.
 */
export const Thumbprint = t.brand(
  t.string,
  (text): text is t.Branded<string, ThumbprintBrand> => isUpperHex(text, 40),
  'Thumbprint',
)
export type Thumbprint = t.TypeOf<typeof Thumbprint>

/** @internal */
export interface ThumbprintSha256Brand {
  readonly ThumbprintSha256: unique symbol
}

/** SHA-256 of a certificate's DER, 64 upper-case hexadecimal digits: the identity of a certificate in this ledger. */
export const ThumbprintSha256 = t.brand(
  t.string,
  (text): text is t.Branded<string, ThumbprintSha256Brand> => isUpperHex(text, 64),
  'ThumbprintSha256',
)
export type ThumbprintSha256 = t.TypeOf<typeof ThumbprintSha256>

/** A thumbprint that was not understood: how many hexadecimal digits were found, and how many are wanted. */
export type ThumbprintNotUnderstood = {
  readonly _tag: 'ThumbprintNotUnderstood'
  readonly text: string
  readonly digits: number
  readonly expectedDigits: ReadonlyArray<number>
}

const INVISIBLE = /[\s:\u200B-\u200F\u202A-\u202E\u2060\uFEFF-]/g

/**
 * Reads a thumbprint as people paste it: spaces, colons, hyphens, any case, and the invisible mark that the
 * Windows certificate dialog puts in front are tolerated. 40 digits are SHA-1, 64 are SHA-256. Source: FIELD 6.4, 8.
 */
export const parseThumbprint = (text: string): Either<ThumbprintNotUnderstood, Thumbprint | ThumbprintSha256> => {
  const digits = text.replace(INVISIBLE, '').toUpperCase()
  if (Thumbprint.is(digits)) return E.right(digits)
  if (ThumbprintSha256.is(digits)) return E.right(digits)
  const found = digits.replace(/[^0-9A-F]/g, '').length
  return E.left({ _tag: 'ThumbprintNotUnderstood', text, digits: found, expectedDigits: [40, 64] })
}
