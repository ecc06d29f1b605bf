import { t } from '../../domain/prelude.js'
import { ObservedEntry } from '../../domain/values/observed-entry.js'
import { AgentFingerprint, AgentKeys, PublicKeyText } from '../../domain/values/agent-keys.js'
import { Fqdn } from '../../domain/values/fqdn.js'
import { Instant } from '../../domain/values/instant.js'
import { Place } from '../../domain/values/place.js'
import { Position } from '../../domain/values/position.js'
import { Slot } from '../../domain/values/slot.js'
import { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import { Uuid } from '../../domain/values/uuid.js'
import { WholeNumber } from '../../domain/values/whole-number.js'

/**
 * What an agent and the ledger say to each other. Every message of an agent is a compact JWS (EdDSA, `kid` its FQDN,
 * `url` the path that it is sent to) over one of these; every answer is a compact JWS by the ledger's signing key,
 * which the agent pinned when it enrolled, and names in `req` the one message that it answers: the SHA-256 digest of
 * its JWS in base64url. Source: RFC 7515, RFC 8037.
 */

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/** Said by every message: `epoch` names the run of the server, `sequence` rises within the instance. */
const stamp = { fqdn: Fqdn, instance: Uuid, epoch: orNull(Uuid), sequence: t.number, sentAt: Instant }

/** `POST /v1/agent/enrol`, signed with the new signing key; the invitation stands in the message. */
export const EnrolMessage = t.type({
  fqdn: Fqdn,
  invitation: t.string,
  keys: AgentKeys,
  machine: t.string,
  version: t.string,
  sentAt: Instant,
})
export type EnrolMessage = t.TypeOf<typeof EnrolMessage>

/** The answer to `enrol`; asked again with the same keys it tells what has become of it. */
export const EnrolAnswer = t.type({
  state: t.keyof({ pending: null, enrolled: null, declined: null }),
  fingerprint: AgentFingerprint,
  ledger: Uuid,
  signingKey: PublicKeyText,
})
export type EnrolAnswer = t.TypeOf<typeof EnrolAnswer>

/** `POST /v1/agent/start`: the first message of a process, and the first one to a server that was restarted. */
export const StartMessage = t.type({ ...stamp, machine: t.string, version: t.string })
export type StartMessage = t.TypeOf<typeof StartMessage>

/** `serverTime` is the clock of the ledger: the agent tells how far it is off, and does not set itself by it. */
export const StartAnswer = t.type({ epoch: Uuid, serverTime: Instant, clockSkewMs: t.number })
export type StartAnswer = t.TypeOf<typeof StartAnswer>

/** `POST /v1/agent/sync`: what the store holds; `entries` is the whole of it. */
export const SyncMessage = t.type({ ...stamp, version: t.string, entries: t.readonlyArray(ObservedEntry) })
export type SyncMessage = t.TypeOf<typeof SyncMessage>

const delivery = { slot: Slot, generation: WholeNumber, attempt: WholeNumber }

/** One certificate that is meant to be in a slot of this front end. */
export const MeantEntry = t.type({
  ...delivery,
  place: Place,
  thumbprint: Thumbprint,
  thumbprintSha256: ThumbprintSha256,
  notAfter: Instant,
  /** For what is staged: when the agent is to switch, by itself. */
  effectiveAt: orNull(Instant),
  /** What the installed key is to sign. */
  challenge: Uuid,
  /** What the ledger has on record of this attempt. */
  progress: t.keyof({ requested: null, collected: null, installed: null, proved: null, failed: null }),
})
export type MeantEntry = t.TypeOf<typeof MeantEntry>

/** Everything that is meant for this front end at `position`; what is not listed is not meant any more. */
export const SyncAnswer = t.type({
  fqdn: Fqdn,
  position: Position,
  serverTime: Instant,
  clockSkewMs: t.number,
  meant: t.readonlyArray(MeantEntry),
  /** When to ask again, in ms; sooner where something is to be done. */
  askAgainMs: t.number,
})
export type SyncAnswer = t.TypeOf<typeof SyncAnswer>

/** `POST /v1/agent/collect`: one delivery, once. */
export const CollectMessage = t.type({ ...stamp, ...delivery })
export type CollectMessage = t.TypeOf<typeof CollectMessage>

/** `sealed` is a compact JWE to the agent's sealing key whose plaintext is a SealedContent. */
export const CollectAnswer = t.type({ ...delivery, fqdn: Fqdn, sealed: t.string })
export type CollectAnswer = t.TypeOf<typeof CollectAnswer>

/** What the sealed key is bound to; it stands in the protected header of the JWE, and inside. Source: issue text. */
export const Binding = t.type({
  fqdn: Fqdn,
  slot: Slot,
  generation: WholeNumber,
  attempt: WholeNumber,
  thumbprintSha256: ThumbprintSha256,
  position: Position,
  expiresAt: Instant,
})
export type Binding = t.TypeOf<typeof Binding>

/** The plaintext of a sealed key: PKCS#8 DER, the certificate and its issuers as DER, all in base64. */
export const SealedContent = t.type({
  binding: Binding,
  privateKey: t.string,
  certificate: t.string,
  chain: t.readonlyArray(t.string),
})
export type SealedContent = t.TypeOf<typeof SealedContent>

/** What became of a delivery. `signature` is base64url over `proofText`, by the installed key. */
export const DeliveryResult = t.union([
  t.type({ ...delivery, outcome: t.literal('installed'), at: Instant }),
  t.type({ ...delivery, outcome: t.literal('proved'), at: Instant, signature: t.string, served: orNull(t.string) }),
  t.type({ ...delivery, outcome: t.literal('failed'), at: Instant, reason: t.string, detail: orNull(t.string) }),
])
export type DeliveryResult = t.TypeOf<typeof DeliveryResult>

/** `POST /v1/agent/report`: results in the order in which they came about. */
export const ReportMessage = t.type({ ...stamp, results: t.readonlyArray(DeliveryResult) })
export type ReportMessage = t.TypeOf<typeof ReportMessage>

/** How many of the results are on record now; the agent forgets those. */
export const ReportAnswer = t.type({ recorded: t.number })
export type ReportAnswer = t.TypeOf<typeof ReportAnswer>

/** `POST /v1/agent/replace-keys`, signed with the old signing key; `proof` is a JWS by the new one over the same. */
export const ReplaceKeysMessage = t.type({ ...stamp, keys: AgentKeys, proof: t.string })
export type ReplaceKeysMessage = t.TypeOf<typeof ReplaceKeysMessage>

/** What the new signing key signs as `proof`: the message without it. */
export const ReplaceKeysProof = t.type({ ...stamp, keys: AgentKeys })
export type ReplaceKeysProof = t.TypeOf<typeof ReplaceKeysProof>

/** From now on these keys speak for the front end, and the former ones no more. */
export const ReplaceKeysAnswer = t.type({ fingerprint: AgentFingerprint })
export type ReplaceKeysAnswer = t.TypeOf<typeof ReplaceKeysAnswer>

/** What an installed key signs: SHA-256 with RSA PKCS#1 v1.5 or ECDSA (DER), or Ed25519, over these UTF-8 bytes. */
export const proofText = (
  fqdn: Fqdn,
  { slot, generation, challenge, thumbprintSha256 }: Pick<
    MeantEntry,
    'slot' | 'generation' | 'challenge' | 'thumbprintSha256'
  >,
): string =>
  ['certledger-possession-v1', fqdn, slot.role, slot.scope, String(generation), thumbprintSha256, challenge].join('\n')

/** The routes that agents speak to. */
export const agentRoutes = {
  enrol: '/v1/agent/enrol',
  start: '/v1/agent/start',
  sync: '/v1/agent/sync',
  collect: '/v1/agent/collect',
  report: '/v1/agent/report',
  replaceKeys: '/v1/agent/replace-keys',
} as const
