import { t } from '../prelude.js'

/** @internal */
export interface SpkiDigestBrand {
  readonly SpkiDigest: unique symbol
}

/**
 * SHA-256 of a SubjectPublicKeyInfo, 64 upper-case hexadecimal digits: names a key pair without holding it.
 * Source: FIELD F5.
 */
export const SpkiDigest = t.brand(
  t.string,
  (text): text is t.Branded<string, SpkiDigestBrand> => /^[0-9A-F]{64}$/.test(text),
  'SpkiDigest',
)
export type SpkiDigest = t.TypeOf<typeof SpkiDigest>
