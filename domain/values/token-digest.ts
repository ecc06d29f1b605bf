import { t } from '../prelude.js'

/** @internal */
export interface TokenIdBrand {
  readonly TokenId: unique symbol
}

/** Names a token or invitation without giving anything away: 16 lower-case letters and digits. */
export const TokenId = t.brand(
  t.string,
  (text): text is t.Branded<string, TokenIdBrand> => /^[a-z2-7]{16}$/.test(text),
  'TokenId',
)
export type TokenId = t.TypeOf<typeof TokenId>

/** @internal */
export interface TokenDigestBrand {
  readonly TokenDigest: unique symbol
}

/**
 * SHA-256 of the secret part of a token, 64 upper-case hexadecimal digits. The secret has 256 random bits, so that its
 * digest needs no salt and no slow derivation.
 */
export const TokenDigest = t.brand(
  t.string,
  (text): text is t.Branded<string, TokenDigestBrand> => /^[0-9A-F]{64}$/.test(text),
  'TokenDigest',
)
export type TokenDigest = t.TypeOf<typeof TokenDigest>

/** What is kept of a token: enough to recognise it, nothing to make it from. */
export const TokenMark = t.readonly(t.type({ id: TokenId, digest: TokenDigest }))
export type TokenMark = t.TypeOf<typeof TokenMark>
