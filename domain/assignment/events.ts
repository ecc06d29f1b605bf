import { t } from '../prelude.js'
import { CertificateRef } from '../values/certificate-ref.js'
import { Instant } from '../values/instant.js'
import { Slot } from '../values/slot.js'
import { Uuid } from '../values/uuid.js'
import type { MessageOf } from '../messages.js'

/**
 * Findings that would have refused the command, had `--force` not been given; the names of
 * domain/certificate/finding.ts.
 */
const overridden = t.readonlyArray(t.string)

const roll = { slot: Slot, rollId: Uuid, certificate: CertificateRef }

/** Everything that can happen to a slot. These names are the storage format. */
export const assignmentEvents = {
  /** Current at once; what was current is previous. Source: FIELD S6, S7. */
  CertificateAssigned: t.type({ slot: Slot, certificate: CertificateRef, effectiveFrom: Instant, overridden }),
  /** Will be current from `effectiveAt` on; staged until then. Source: FIELD S8. */
  RollScheduled: t.type({ ...roll, scheduledAt: Instant, effectiveAt: Instant, overridden }),
  RollRescheduled: t.type({ ...roll, rescheduledAt: Instant, effectiveAt: Instant, formerlyAt: Instant, overridden }),
  RollCancelled: t.type({
    ...roll,
    cancelledAt: Instant,
    because: t.keyof({ requested: null, superseded: null, assigned: null, rolledBack: null }),
  }),
  /** Evidence that the clock passed `effectiveAt`; no answer depends on it. Source: DESIGN 3. */
  RollActivated: t.type({ ...roll, effectiveAt: Instant, activatedAt: Instant, latenessMs: t.number }),
  /** The previous certificate is current again, the one rolled away from is previous. */
  RolledBack: t.type({ slot: Slot, from: CertificateRef, to: CertificateRef, effectiveFrom: Instant, overridden }),
  /** Un-marked for the product, not deleted. Source: FIELD 2.5. */
  AssignmentRemoved: t.type({ slot: Slot, certificate: CertificateRef, removedAt: Instant, overridden }),
  PreviousRemoved: t.type({ slot: Slot, certificate: CertificateRef, removedAt: Instant }),
  /** What was really in force from `validFrom` to `validTo` (null: until the next change). Later recorded wins. */
  AssignmentCorrected: t.type({
    slot: Slot,
    certificate: t.union([CertificateRef, t.null]),
    validFrom: Instant,
    validTo: t.union([Instant, t.null]),
    correctedAt: Instant,
  }),
}
export type AssignmentEvent = MessageOf<typeof assignmentEvents>
