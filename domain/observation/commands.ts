import type { CertificateRole } from '../values/certificate-role.js'
import type { Fqdn } from '../values/fqdn.js'
import type { Instant } from '../values/instant.js'
import type { ThumbprintSha256 } from '../values/thumbprint.js'
import type { DriftKind } from './events.js'
import type { ObservedEntry } from '../values/observed-entry.js'

/**
 * What tells one difference at a front end from another: the certificate that is there, or for a missing one the one
 * that is not; the file of what somebody else put there.
 */
export type Difference = {
  readonly role: CertificateRole
  readonly kind: DriftKind
  readonly thumbprintSha256: ThumbprintSha256 | null
  readonly file: string | null
}

/** A difference that stands, as evidence for a decision. */
export type StandingDifference = Difference & { readonly isAccepted: boolean }

/** What can be said of what is seen of a front end. Source: DESIGN 4. */
export type ObservationCommand =
  /**
   * No event while the store holds the same, its agent has the same version, and less than an hour has passed. What
   * was seen before the front end was registered does not count. After 300 changes in a row: one a minute.
   */
  | {
      readonly type: 'RecordObservation'
      readonly data: {
        readonly fqdn: Fqdn
        readonly entries: ReadonlyArray<ObservedEntry>
        readonly version: string
        readonly observedAt: Instant
        readonly registeredAt: Instant
        readonly at: Instant
      }
    }
  /** Of a difference that is accepted already: no event. `acceptances`: how many are in the evidence. */
  | {
      readonly type: 'AcceptDrift'
      readonly data: Difference & {
        readonly fqdn: Fqdn
        readonly standing: ReadonlyArray<StandingDifference>
        readonly acceptances: number
        readonly at: Instant
      }
    }
