import type { Finding } from '../certificate/finding.js'
import type { Instant } from '../values/instant.js'
import type { Slot } from '../values/slot.js'
import type { Thumbprint } from '../values/thumbprint.js'

/** Why a command to a slot was refused. */
export type AssignmentRefusal =
  /** `forceable`: every one of these findings gives way to `--force`. */
  | {
      readonly _tag: 'CertificateNotAcceptable'
      readonly slot: Slot
      readonly thumbprint: Thumbprint
      readonly findings: ReadonlyArray<Finding>
      readonly forceable: boolean
    }
  | {
      readonly _tag: 'RollNotAcceptable'
      readonly slot: Slot
      readonly findings: ReadonlyArray<Finding>
      readonly forceable: boolean
    }
  | {
      readonly _tag: 'EffectiveDateNotInFuture'
      readonly slot: Slot
      readonly effectiveAt: Instant
      readonly at: Instant
    }
  | {
      readonly _tag: 'EffectiveDateOutsideValidity'
      readonly slot: Slot
      readonly effectiveAt: Instant
      readonly notBefore: Instant
      readonly notAfter: Instant
    }
  | {
      readonly _tag: 'AlreadyStagedForOtherDate'
      readonly slot: Slot
      readonly thumbprint: Thumbprint
      readonly stagedFor: Instant
      readonly asked: Instant
    }
  | { readonly _tag: 'NothingStaged'; readonly slot: Slot }
  | {
      readonly _tag: 'StagedRollPending'
      readonly slot: Slot
      readonly thumbprint: Thumbprint
      readonly effectiveAt: Instant
    }
  | { readonly _tag: 'NoPreviousCertificate'; readonly slot: Slot }
  | { readonly _tag: 'SlotChangedMeanwhile'; readonly slot: Slot }
  | {
      readonly _tag: 'AssignmentInUse'
      readonly slot: Slot
      readonly thumbprint: Thumbprint
      readonly notAfter: Instant
    }
  | {
      readonly _tag: 'CorrectionInFuture'
      readonly slot: Slot
      readonly validFrom: Instant
      readonly validTo: Instant | null
      readonly at: Instant
    }
  | {
      readonly _tag: 'CorrectionIntervalEmpty'
      readonly slot: Slot
      readonly validFrom: Instant
      readonly validTo: Instant
    }
