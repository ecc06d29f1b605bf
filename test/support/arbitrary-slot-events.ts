import fc from 'fast-check'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import { aCertificateRef } from './certificates.js'
import { HOUR_MS, instant } from './instants.js'
import { rollIdOf, tokenSlot } from './slot-builders.js'

const HOURS = 48

/** Few instants, an hour apart, so that events meet at one instant and reach across each other. */
export const instants: ReadonlyArray<Instant> = Array.from({ length: HOURS }, (_, hour) =>
  plusMs(instant('2026-03-01'), hour * HOUR_MS),
)

/** Few certificates, so that the same one comes back. */
export const letters = ['A', 'B', 'C', 'D'] as const

const anInstant = fc.constantFrom(...instants)
const certificate = fc.constantFrom(...letters).map((letter) => aCertificateRef(letter))
const overridden = fc.constantFrom<ReadonlyArray<string>>([], ['WeakSignature'])
const slot = fc.constant(tokenSlot)
const rollId = fc.constantFrom(...letters).map((letter) => rollIdOf(letter))
const ofRoll = { slot, rollId, certificate }

const because = fc.constantFrom('requested' as const, 'superseded' as const, 'assigned' as const, 'rolledBack' as const)

const event = <T extends AssignmentEvent['type']>(
  type: T,
  content: { readonly [K in keyof DataOf<T>]: fc.Arbitrary<DataOf<T>[K]> },
) => fc.record(content).map((data) => ({ type, data }))

type DataOf<T extends AssignmentEvent['type']> = Extract<AssignmentEvent, { readonly type: T }>['data']

/** Any event of a slot, fitting what came before or not: instants in any order, intervals empty or reversed. */
export const arbitrarySlotEvent: fc.Arbitrary<AssignmentEvent> = fc.oneof(
  event('CertificateAssigned', { slot, certificate, effectiveFrom: anInstant, overridden }),
  event('RollScheduled', { ...ofRoll, scheduledAt: anInstant, effectiveAt: anInstant, overridden }),
  event('RollRescheduled', {
    ...ofRoll, rescheduledAt: anInstant, effectiveAt: anInstant, formerlyAt: anInstant, overridden,
  }),
  event('RollCancelled', { ...ofRoll, cancelledAt: anInstant, because }),
  event('RollActivated', { ...ofRoll, effectiveAt: anInstant, activatedAt: anInstant, latenessMs: fc.nat() }),
  event('RolledBack', { slot, from: certificate, to: certificate, effectiveFrom: anInstant, overridden }),
  event('AssignmentRemoved', { slot, certificate, removedAt: anInstant, overridden }),
  event('PreviousRemoved', { slot, certificate, removedAt: anInstant }),
  event('AssignmentCorrected', {
    slot,
    certificate: fc.option(certificate),
    validFrom: anInstant,
    validTo: fc.option(anInstant),
    correctedAt: anInstant,
  }),
)

/** Any sequence of events of one slot. */
export const arbitrarySlotHistory = fc.array(arbitrarySlotEvent, { maxLength: 12 })
