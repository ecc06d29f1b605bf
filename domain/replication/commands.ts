import type { AgentFingerprint } from '../values/agent-keys.js'
import type { CertificateRef } from '../values/certificate-ref.js'
import type { Fqdn } from '../values/fqdn.js'
import type { Instant } from '../values/instant.js'
import type { Place } from '../values/place.js'
import type { Slot } from '../values/slot.js'
import type { Uuid } from '../values/uuid.js'

/** Which delivery is meant: to whom, for which slot, and which arrival of a certificate there. */
export type Delivery = { readonly fqdn: Fqdn; readonly slot: Slot; readonly generation: number }

/** Why a delivery is asked for. */
export type DeliveryCause = 'assigned' | 'registered' | 'failed' | 'overdue' | 'invoked' | 'drift'

type Attempt = Delivery & { readonly attempt: number; readonly at: Instant }

/** What can be said of a delivery. Source: DESIGN 4. */
export type ReplicationCommand =
  /**
   * Asks for a delivery, or for another attempt. While an attempt is under way, `assigned` and `registered` give no
   * event; so does any cause for an attempt that nobody has collected yet.
   */
  | {
      readonly type: 'ReplicateToFrontEnd'
      readonly data: Delivery & {
        readonly certificate: CertificateRef
        readonly as: Place
        readonly challenge: Uuid
        readonly because: DeliveryCause
        readonly at: Instant
      }
    }
  /** Once for each attempt; a second time is refused. */
  | {
      readonly type: 'CollectKey'
      readonly data: Attempt & { readonly sealedTo: AgentFingerprint; readonly expiresAt: Instant }
    }
  /** Puts on record that a collection was refused. */
  | {
      readonly type: 'RecordRefusedCollection'
      readonly data: Attempt & { readonly because: 'alreadyCollected' | 'abandoned' | 'otherAttempt' }
    }
  /** Repeat, or for an earlier attempt: no event. */
  | { readonly type: 'ReportInstallation'; readonly data: Attempt & { readonly installedAt: Instant } }
  /** The signature was checked before. Repeat: no event. */
  | {
      readonly type: 'ProvePossession'
      readonly data: Attempt & { readonly provedAt: Instant; readonly served: string | null }
    }
  /** Repeat for the same attempt: no event. */
  | {
      readonly type: 'ReportFailure'
      readonly data: Attempt & {
        readonly reason: string
        readonly detail: string | null
        readonly failedAt: Instant
      }
    }
  /** Repeat: no event. */
  | {
      readonly type: 'AbandonReplication'
      readonly data: Delivery & { readonly because: 'noLongerMeant' | 'decommissioned'; readonly at: Instant }
    }
