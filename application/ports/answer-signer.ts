import type { PublicKeyText } from '../../domain/values/agent-keys.js'
import type { SpkiDigest } from '../../domain/values/spki-digest.js'
import type { TaskEither } from '../prelude.js'
import type { Secret } from './secret.js'

/** What is kept of the ledger's key is none that it can sign with. */
export type AnswerNotSigned = { readonly _tag: 'AnswerNotSigned' }

/**
 * The answer as a compact JWS by the ledger's key (EdDSA). Its header names the message that it answers: `req`, which
 * `crit` lists, is the SHA-256 digest of that JWS in base64url. Source: RFC 7515 section 4.1.11, RFC 8037 section 3.1.
 */
export type SignAnswer = (answer: object, message: string) => TaskEither<AnswerNotSigned, string>

/** An Ed25519 key that nobody has used; the private half as PKCS#8 DER. */
export type FreshSigningKey = {
  readonly privateKey: Secret
  readonly publicKey: PublicKeyText
  readonly spkiDigest: SpkiDigest
}

/** Signs what the ledger says to agents. */
export type AnswerSigner = {
  readonly freshKey: () => TaskEither<AnswerNotSigned, FreshSigningKey>
  /** Reads the key once; the bytes may be wiped when it has returned. */
  readonly signingWith: (privateKey: Secret) => TaskEither<AnswerNotSigned, SignAnswer>
}
