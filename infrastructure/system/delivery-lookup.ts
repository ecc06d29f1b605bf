import type { Cause, DeliveryLookup } from '../../application/ports/delivery-lookup.js'
import type { ReadFailure } from '../../application/ports.js'
import { Instant, plusMs } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import { slotFromText } from '../../domain/values/slot.js'
import { Uuid } from '../../domain/values/uuid.js'
import { auditTimeline } from '../../projections/audit-timeline.js'
import { deliveryPlan } from '../../projections/delivery-plan.js'
import { openDeliveries } from '../../projections/delivery-tables.js'
import { meantFor } from '../../projections/meant-for.js'
import { openRolls } from '../../projections/roll-calendar.js'
import { rollEvidenceAt, type RollEvidence } from '../../projections/roll-evidence.js'
import { rollPolicyAt } from '../../projections/roll-policies.js'
import type { Rows } from '../../projections/rows.js'
import type { Moment } from '../../projections/time.js'
import type { AskRows } from './ask-rows.js'
import { meantEntries, namedPlan, unprovedRolls } from './named-deliveries.js'

const presentAt = (validAt: Instant, knownAt: Position): Moment => ({ validAt, knownAt, isPresent: true })

const causeAt = (rows: Rows, position: number): Cause | null => {
  const [row] = rows.find(auditTimeline, { equals: { position }, limit: 1 })
  return row === undefined || !Uuid.is(row.event_id) || !Uuid.is(row.correlation_id)
    ? null
    : { eventId: row.event_id, correlationId: row.correlation_id, actor: row.actor_name, ticket: row.ticket }
}

/** One change causes many deliveries: each cause is looked up once. */
export const causesIn = (rows: Rows): ((position: number) => Cause | null) => {
  const seen = new Map<number, Cause | null>()
  return (position) => {
    const known = seen.get(position)
    if (known !== undefined) return known
    const cause = causeAt(rows, position)
    seen.set(position, cause)
    return cause
  }
}

/** The evidence for what is to be decided by now: looked at roll by roll, however many slots there are. */
const lateRolls = (rows: Rows, moment: Moment): ReadonlyArray<RollEvidence> =>
  rows
    .find(openRolls, {})
    .filter(({ slot, effective_at: at }) =>
      Instant.is(at) && plusMs(at, -rollPolicyAt(rows, slot, moment).marginMs) <= moment.validAt)
    .flatMap(({ slot }) => {
      const named = slotFromText(slot)
      return named === undefined ? [] : rollEvidenceAt(rows, moment, named)
    })

const nextReaction = (rows: Rows, moment: Moment): Instant | null => {
  const { validAt: at } = moment
  const [due] = rows.find(openDeliveries, { above: { due_at: at }, orderBy: [['due_at', 'asc']], limit: 1 })
  const rolls = rows
    .find(openRolls, { above: { effective_at: at } })
    .flatMap(({ slot, effective_at: effectiveAt }) =>
      Instant.is(effectiveAt)
        ? [plusMs(effectiveAt, -rollPolicyAt(rows, slot, moment).marginMs), effectiveAt]
        : [])
  const instants = [due?.due_at, ...rolls].filter(Instant.is).filter((instant) => at < instant)
  return instants.toSorted()[0] ?? null
}

/** What use cases about deliveries ask of the rows of the read side, caught up before each answer. */
export const deliveryLookup = (askRows: AskRows): DeliveryLookup<ReadFailure> => ({
  meantFor: (fqdn, at) =>
    askRows((rows, position) => ({
      position,
      entries: meantEntries(meantFor(rows, fqdn, presentAt(at, position)), ({ slot, generation }) =>
        rows.find(openDeliveries, { equals: { fqdn, slot, generation }, limit: 1 })[0]),
    })),
  deliveryPlan: (frontEnds, at) =>
    askRows((rows, reached) => namedPlan(deliveryPlan(rows, presentAt(at, reached), frontEnds), causesIn(rows))),
  rollsToHold: (at) => askRows((rows, reached) => lateRolls(rows, presentAt(at, reached)).flatMap(unprovedRolls)),
  nextReaction: (at) => askRows((rows, reached) => nextReaction(rows, presentAt(at, reached))),
})
