import type { Instant } from '../../domain/values/instant.js'
import type { KeyRef } from '../../domain/values/key-ref.js'
import type { Position } from '../../domain/values/position.js'
import type { Slot } from '../../domain/values/slot.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { TaskEither } from '../prelude.js'
import type { AccessLookup } from './access-lookup.js'
import type { DeliveryLookup } from './delivery-lookup.js'
import type { DriftLookup } from './drift-lookup.js'

/** Where a certificate stands in a slot. */
export type SlotUse = { readonly slot: Slot; readonly as: 'current' | 'previous' | 'staged' }

/** Why the read side cannot answer; the log is untouched. `reason` is a code such as `EACCES` or `SQLITE_FULL`. */
export type LookupFailure =
  | { readonly _tag: 'ReadSideUnavailable'; readonly path: string; readonly reason: string }
  /** Another process held it for longer than was worth waiting; try again later. */
  | { readonly _tag: 'ReadSideBusy'; readonly path: string; readonly waitedMs: number }
  /** A defect: a projection threw at the event at `position`. */
  | {
      readonly _tag: 'ProjectionFailed'
      readonly projection: string
      readonly position: Position
      readonly reason: string
    }

/**
 * What use cases ask across aggregates. Answers contain every event that was recorded before the call.
 * They are evidence for a decision, not a lock: the decision itself is guarded by the revision of its stream.
 */
export type Lookup<Failure = LookupFailure> = AccessLookup<Failure> & DeliveryLookup<Failure> & DriftLookup<Failure> & {
  /** Certificates of a SHA-1 thumbprint: none, one, or in theory several. */
  readonly certificatesWith: (thumbprint: Thumbprint) => TaskEither<Failure, ReadonlyArray<ThumbprintSha256>>
  /** The slots that hold a certificate at an instant, and how. */
  readonly usesOf: (certificate: ThumbprintSha256, at: Instant) => TaskEither<Failure, ReadonlyArray<SlotUse>>
  /** Slots with a roll whose instant has passed by `at` and is not yet on record. */
  readonly slotsWithDueRolls: (at: Instant) => TaskEither<Failure, ReadonlyArray<Slot>>
  /** When the next roll takes effect that is not on record; null where none is planned. */
  readonly nextEffectiveInstant: () => TaskEither<Failure, Instant | null>
  /** Every key that the ledger says is kept, of certificates and its own. */
  readonly keysKept: () => TaskEither<Failure, ReadonlyArray<KeyRef>>
}
