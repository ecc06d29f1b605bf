import { t } from '../prelude.js'
import { Instant } from '../values/instant.js'
import { KeyRef } from '../values/key-ref.js'
import { SpkiDigest } from '../values/spki-digest.js'
import { Thumbprint, ThumbprintSha256 } from '../values/thumbprint.js'
import type { MessageOf } from '../messages.js'
import { CertificateFacts } from './facts.js'

/** An issuer as it came along with a certificate: DER in base64, and what a role may demand of it. */
export const ChainLink = t.readonly(
  t.type({
    der: t.string,
    thumbprint: Thumbprint,
    subject: t.string,
    notAfter: Instant,
    signatureHash: t.string,
    isSelfSigned: t.boolean,
  }),
)
export type ChainLink = t.TypeOf<typeof ChainLink>

/** Where the private key is kept; `generation` counts the deposits for this certificate. Source: FIELD F5. */
export const KeyCustody = t.readonly(t.type({ ref: KeyRef, spkiDigest: SpkiDigest, generation: t.number }))
export type KeyCustody = t.TypeOf<typeof KeyCustody>

const named = { thumbprint: Thumbprint, thumbprintSha256: ThumbprintSha256 }
const overridden = t.readonlyArray(t.string)

/** Everything that can happen to a certificate. These names are the storage format. */
export const certificateEvents = {
  /** `der` and `chain` are base64 DER, byte for byte as found. */
  CertificateImported: t.type({
    facts: CertificateFacts,
    der: t.string,
    chain: t.readonlyArray(ChainLink),
    privateKey: t.union([KeyCustody, t.null]),
    format: t.string,
    fileName: t.union([t.string, t.null]),
    friendlyName: t.union([t.string, t.null]),
    importedAt: Instant,
  }),
  /** A later import brought the key of a certificate that was known without one, or whose key had been destroyed. */
  PrivateKeyImported: t.type({ ...named, privateKey: KeyCustody, importedAt: Instant, overridden }),
  /** A later import brought a longer chain. */
  ChainCompleted: t.type({ ...named, chain: t.readonlyArray(ChainLink), importedAt: Instant }),
  CertificateRetired: t.type({ ...named, retiredAt: Instant, overridden }),
  /** The private key may be known to others since `compromisedSince`. */
  CompromiseRecorded: t.type({ ...named, compromisedSince: Instant, recordedAt: Instant }),
  /** Recorded before the key is handed out. */
  PrivateKeyRead: t.type({
    ...named,
    ref: KeyRef,
    purpose: t.keyof({ export: null, delivery: null }),
    readAt: Instant,
  }),
  PrivateKeyDestroyed: t.type({ ...named, ref: KeyRef, destroyedAt: Instant, overridden }),
}
export type CertificateEvent = MessageOf<typeof certificateEvents>
