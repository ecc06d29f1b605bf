import { t } from '../prelude.js'

/** @internal */
export interface PublicKeyTextBrand {
  readonly PublicKeyText: unique symbol
}

/** The 32 bytes of an Ed25519 or X25519 public key in base64url, 43 characters. Source: RFC 8037 section 2. */
export const PublicKeyText = t.brand(
  t.string,
  (text): text is t.Branded<string, PublicKeyTextBrand> => /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text),
  'PublicKeyText',
)
export type PublicKeyText = t.TypeOf<typeof PublicKeyText>

/** The public keys of an agent: one that its messages are signed with (Ed25519), one to seal to (X25519). */
export const AgentKeys = t.readonly(t.type({ signing: PublicKeyText, sealing: PublicKeyText }))
export type AgentKeys = t.TypeOf<typeof AgentKeys>

/** @internal */
export interface AgentFingerprintBrand {
  readonly AgentFingerprint: unique symbol
}

/**
 * SHA-256 over both public keys, 64 upper-case hexadecimal digits: what a person compares before an agent is trusted.
 * The digest is over the bytes of the signing key, then those of the sealing key.
 */
export const AgentFingerprint = t.brand(
  t.string,
  (text): text is t.Branded<string, AgentFingerprintBrand> => /^[0-9A-F]{64}$/.test(text),
  'AgentFingerprint',
)
export type AgentFingerprint = t.TypeOf<typeof AgentFingerprint>

/** True when both are the same two keys. */
export const sameKeys = (a: AgentKeys, b: AgentKeys): boolean => a.signing === b.signing && a.sealing === b.sealing
