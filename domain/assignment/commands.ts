import type { Finding } from '../certificate/finding.js'
import type { CertificateRole } from '../values/certificate-role.js'
import type { CertificateRef } from '../values/certificate-ref.js'
import type { Instant } from '../values/instant.js'
import type { Slot } from '../values/slot.js'
import type { Uuid } from '../values/uuid.js'

type Common = { readonly slot: Slot; readonly at: Instant }
type Judged = {
  readonly certificate: CertificateRef
  readonly findings: ReadonlyArray<Finding>
  readonly force: boolean
}

/**
 * Commands to a slot. `at` is stamped by the application; `findings` is the judgement of the certificate in this role,
 * made by acceptability.ts from facts that the application loaded.
 */
export type AssignmentCommand =
  /** Current at once; a staged roll is cancelled on record. Repeat (already current): no event. */
  | { readonly type: 'AssignCertificate'; readonly data: Common & Judged }
  /**
   * Staged until `effectiveAt`; another staged one is superseded on record. Repeat (already current, or staged
   * for the same instant): no event.
   */
  | {
      readonly type: 'RollCertificate'
      readonly data: Common &
        Judged & {
          readonly rollId: Uuid
          readonly effectiveAt: Instant
          /** The other roles rolled by the same command. */
          readonly alongside: ReadonlyArray<CertificateRole>
        }
    }
  /** Repeat (already that instant): no event. */
  | {
      readonly type: 'RescheduleRoll'
      readonly data: Common & { readonly effectiveAt: Instant; readonly force: boolean }
    }
  /** Repeat (nothing staged): refused, because a cancelled roll that has taken effect is no repeat. */
  | { readonly type: 'CancelRoll'; readonly data: Common }
  /** Records that the clock passed the effective instant. Repeat, or nothing due: no event. */
  | { readonly type: 'ActivateRoll'; readonly data: Common }
  /**
   * The previous certificate, which `to` names as it was judged, is current again; a staged roll is cancelled on
   * record. Repeat (`to` is current already, or nothing but a rollback came last): no event.
   */
  | {
      readonly type: 'RollBack'
      readonly data: Common & {
        readonly to: CertificateRef | null
        readonly findings: ReadonlyArray<Finding>
        readonly force: boolean
      }
    }
  /** Repeat (nothing current): no event. */
  | { readonly type: 'RemoveAssignment'; readonly data: Common & { readonly force: boolean } }
  /** Repeat (nothing previous): no event. */
  | { readonly type: 'RemovePrevious'; readonly data: Common }
  /** Says what was really in force. Repeat (the timeline says so already): no event. */
  | {
      readonly type: 'CorrectAssignment'
      readonly data: Common & {
        readonly certificate: CertificateRef | null
        readonly validFrom: Instant
        readonly validTo: Instant | null
      }
    }
