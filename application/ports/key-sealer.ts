import type { PublicKeyText } from '../../domain/values/agent-keys.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import type { Slot } from '../../domain/values/slot.js'
import type { ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { TaskEither } from '../prelude.js'
import type { Secret } from './secret.js'

/** What a sealed key is for: it opens for nothing else, and not after `expiresAt`. */
export type KeyBinding = {
  readonly fqdn: Fqdn
  readonly slot: Slot
  readonly generation: number
  readonly attempt: number
  readonly thumbprintSha256: ThumbprintSha256
  /** Where it stands in the log that it was handed out. */
  readonly position: Position
  readonly expiresAt: Instant
}

export type KeyToSeal = {
  /** The agent's X25519 key: nobody but its holder opens the seal, the ledger neither. */
  readonly recipient: PublicKeyText
  readonly binding: KeyBinding
  /** PKCS#8 DER. */
  readonly privateKey: Secret
  /** DER in base64. */
  readonly certificate: string
  /** DER in base64, issuers in order. */
  readonly chain: ReadonlyArray<string>
}

export type Proof = {
  /** DER in base64. */
  readonly certificate: string
  readonly text: string
  /** base64url: RSA PKCS#1 v1.5 or ECDSA (DER) with SHA-256, or Ed25519. */
  readonly signature: string
}

/** The key of the agent is none that can be sealed to. */
export type KeyNotSealed = { readonly _tag: 'KeyNotSealed'; readonly fqdn: Fqdn }

/** Seals private keys on their way to an agent, and checks what was signed with them there. */
export type KeySealer = {
  /** A compact JWE with the binding in its protected header and inside. Source: RFC 7516, RFC 8037 section 3.2. */
  readonly seal: (content: KeyToSeal) => TaskEither<KeyNotSealed, string>
  /** True where the private key of the certificate signed the text; a signature that is none is false. */
  readonly isProof: (proof: Proof) => boolean
}
