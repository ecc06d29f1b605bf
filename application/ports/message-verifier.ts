import type { AgentFingerprint, AgentKeys, PublicKeyText } from '../../domain/values/agent-keys.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { TaskEither } from '../prelude.js'

/** What a message says before its signature is checked: nobody vouches for any of it. */
export type ClaimedMessage = { readonly kid: Fqdn; readonly url: string; readonly content: unknown }

/** Reads and checks compact JWS over Ed25519. Source: RFC 7515, RFC 8037. */
export type MessageVerifier = {
  /** null for what is no compact JWS by EdDSA with just `alg`, `kid` and `url`, or longer than 1 MiB. */
  readonly claimsOf: (message: string) => ClaimedMessage | null
  /** Whether this key signed it; never fails. */
  readonly isSignedBy: (message: string, signing: PublicKeyText) => TaskEither<never, boolean>
  /** What a person compares before these keys are trusted. */
  readonly fingerprintOf: (keys: AgentKeys) => AgentFingerprint
}
