import type { TokenMark } from '../../domain/values/token-digest.js'
import type { Secret } from './secret.js'

/** What a token is for: `clt` lets people and services in, `cli` invites an agent, once. */
export type TokenPrefix = 'clt' | 'cli'

export type FreshToken = {
  readonly mark: TokenMark
  /** `<prefix>_<id>_<secret>` in ASCII: 16 characters, then 256 random bits in base64url. Shown once, kept nowhere. */
  readonly text: Secret
}

/**
 * Makes and recognises tokens. Only their marks are kept: an id that names them, and the SHA-256 of the secret part,
 * which needs neither salt nor slow derivation because that has 256 random bits.
 */
export type TokenSource = {
  readonly fresh: (prefix: TokenPrefix) => FreshToken
  /** The mark of a token as it was given, of either kind; undefined for anything that is not written like one. */
  readonly markOf: (text: Secret) => TokenMark | undefined
  /** True where both are marks of one token; takes as long for any two digests. */
  readonly isSame: (given: TokenMark, kept: TokenMark) => boolean
}
