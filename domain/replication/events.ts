import { t } from '../prelude.js'
import { AgentFingerprint } from '../values/agent-keys.js'
import { CertificateRef } from '../values/certificate-ref.js'
import { Fqdn } from '../values/fqdn.js'
import { Instant } from '../values/instant.js'
import { Place } from '../values/place.js'
import { Slot } from '../values/slot.js'
import { Uuid } from '../values/uuid.js'
import { WholeNumber } from '../values/whole-number.js'
import type { MessageOf } from '../messages.js'

const delivery = {
  fqdn: Fqdn,
  slot: Slot,
  /** The revision of the event that brought the certificate into the slot. */
  generation: WholeNumber,
  certificate: CertificateRef,
}

const attempted = { ...delivery, attempt: WholeNumber }

/** Everything that can happen to a delivery to one front end. These names are the storage format. */
export const replicationEvents = {
  /** `challenge` is what the installed key is to sign. */
  ReplicationRequested: t.type({
    ...attempted,
    as: Place,
    challenge: Uuid,
    because: t.keyof({ assigned: null, registered: null, failed: null, overdue: null, invoked: null, drift: null }),
    requestedAt: Instant,
  }),
  /** Recorded before the sealed key is handed out; it opens for the agent with this fingerprint until it expires. */
  KeyCollected: t.type({ ...attempted, sealedTo: AgentFingerprint, collectedAt: Instant, expiresAt: Instant }),
  /** An alarm: somebody asked for what had been handed out, or was not meant for him. */
  CollectionRefused: t.type({
    ...attempted,
    because: t.keyof({ alreadyCollected: null, abandoned: null, otherAttempt: null }),
    refusedAt: Instant,
  }),
  /** What an agent reports of an instant, as `installedAt`, is by the ledger's time as the agent keeps it. */
  CertificateInstalled: t.type({ ...attempted, installedAt: Instant, reportedAt: Instant }),
  /** The installed key signed the challenge; `served` names the endpoint that was seen to serve it, if there is one. */
  PossessionProved: t.type({
    ...attempted,
    provedAt: Instant,
    reportedAt: Instant,
    served: t.union([t.string, t.null]),
  }),
  InstallationFailed: t.type({
    ...attempted,
    reason: t.string,
    detail: t.union([t.string, t.null]),
    failedAt: Instant,
    reportedAt: Instant,
  }),
  ReplicationAbandoned: t.type({
    ...delivery,
    because: t.keyof({ noLongerMeant: null, decommissioned: null }),
    abandonedAt: Instant,
  }),
}
export type ReplicationEvent = MessageOf<typeof replicationEvents>
