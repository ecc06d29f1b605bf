import type { Actor } from '../../domain/values/actor.js'
import type { CertificateRef } from '../../domain/values/certificate-ref.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Place } from '../../domain/values/place.js'
import type { Position } from '../../domain/values/position.js'
import type { Slot } from '../../domain/values/slot.js'
import type { Uuid } from '../../domain/values/uuid.js'
import type { TaskEither } from '../prelude.js'

/** The event that something follows from: its id, its story, and who said so under which ticket. */
export type Cause = {
  readonly eventId: Uuid
  readonly correlationId: Uuid
  readonly actor: Actor['name']
  readonly ticket: string | null
}

/** A certificate that is meant to be in a slot of a front end. */
export type MeantCertificate = {
  readonly slot: Slot
  readonly generation: number
  readonly certificate: CertificateRef
  readonly as: Place
  /** When a staged one becomes current; null for what is not staged. */
  readonly effectiveAt: Instant | null
}

/** What the read side knows of a delivery that is not abandoned. */
export type OpenDelivery = {
  readonly attempt: number
  readonly challenge: Uuid
  readonly progress: 'requested' | 'collected' | 'installed' | 'proved' | 'failed'
}

/** Everything that is meant for a front end as of a position, with its delivery where one was asked for. */
export type MeantFor = {
  readonly position: Position
  readonly entries: ReadonlyArray<MeantCertificate & { readonly delivery: OpenDelivery | null }>
}

/** A delivery, or another attempt of one, that is to be asked for. */
export type WantedDelivery = {
  readonly fqdn: Fqdn
  readonly meant: MeantCertificate
  readonly attempt: number
  readonly because: 'assigned' | 'registered' | 'failed' | 'overdue'
  readonly cause: Cause | null
}

/** A delivery that is open and not meant any more. */
export type UnwantedDelivery = {
  readonly fqdn: Fqdn
  readonly slot: Slot
  readonly generation: number
  readonly attempt: number
  readonly because: 'noLongerMeant' | 'decommissioned'
}

/** What is to be said so that every registered front end has one open delivery for everything meant for it. */
export type DeliveryPlan = {
  readonly wanted: ReadonlyArray<WantedDelivery>
  readonly unwanted: ReadonlyArray<UnwantedDelivery>
}

/** A roll whose policy is to hold it, which is late, and the front ends with an agent that have not proved it. */
export type UnprovedRoll = {
  readonly slot: Slot
  readonly rollId: Uuid
  readonly effectiveAt: Instant
  readonly notProvedBy: ReadonlyArray<Fqdn>
}

/** What use cases about deliveries ask across aggregates. Answers contain all that was recorded before the call. */
export type DeliveryLookup<Failure> = {
  readonly meantFor: (fqdn: Fqdn, at: Instant) => TaskEither<Failure, MeantFor>
  /** For some front ends, or with null for all of them. */
  readonly deliveryPlan: (frontEnds: ReadonlyArray<Fqdn> | null, at: Instant) => TaskEither<Failure, DeliveryPlan>
  /** Nothing for a roll that no front end with an agent takes part in. */
  readonly rollsToHold: (at: Instant) => TaskEither<Failure, ReadonlyArray<UnprovedRoll>>
  /**
   * The next instant after `at` at which a reaction may have something to do: a roll takes effect or is decided, or
   * another attempt is due. null where there is none.
   */
  readonly nextReaction: (at: Instant) => TaskEither<Failure, Instant | null>
}
