import type { RecordedEvent } from '../domain/envelope.js'
import type { DomainEvent } from '../domain/events.js'
import type { Instant } from '../domain/values/instant.js'
import { slotText } from '../domain/values/slot.js'
import { mentions, summaryOf } from './audit-summary.js'
import { everyEvent, put, type Change, type Projection } from './projection.js'
import type { Rows } from './rows.js'
import { table } from './table.js'

/** One row per event: who, when, why, from where, and what it speaks of. */
export const auditTimeline = table({
  name: 'audit_timeline',
  columns: {
    position: 'integer',
    event_id: 'text',
    type: 'text',
    stream: 'text',
    revision: 'integer',
    recorded_at: 'text',
    /** The running maximum of `recorded_at`: rises with position even where a clock jumped back. */
    clock: 'text',
    actor_kind: 'text',
    actor_name: 'text',
    on_behalf_of: 'text?',
    face: 'text',
    address: 'text?',
    reason: 'text?',
    ticket: 'text?',
    command_id: 'text',
    correlation_id: 'text',
    causation_id: 'text?',
    slot: 'text?',
    certificate: 'text?',
    other_certificate: 'text?',
    front_end: 'text?',
    /** What happened, as canonical JSON: the facts that a reader of the log wants. */
    summary: 'text',
  },
  primaryKey: ['position'],
  indexes: [
    ['clock', 'position'],
    ['slot', 'position'],
    ['certificate', 'position'],
    ['other_certificate', 'position'],
    ['front_end', 'position'],
    ['actor_name', 'position'],
    ['type', 'position'],
    ['event_id'],
    ['correlation_id', 'position'],
  ],
})

const clockBefore = (rows: Rows): Instant | string =>
  rows.find(auditTimeline, { orderBy: [['position', 'desc']], limit: 1 })[0]?.clock ?? ''

const audited = (event: RecordedEvent<DomainEvent>, rows: Rows): ReadonlyArray<Change> => {
  const clock = clockBefore(rows)
  const { slot, certificate, otherCertificate, frontEnd } = mentions(event)
  return [
    put(auditTimeline, {
      position: event.position,
      event_id: event.id,
      type: event.type,
      stream: event.stream,
      revision: event.revision,
      recorded_at: event.recordedAt,
      clock: clock < event.recordedAt ? event.recordedAt : clock,
      actor_kind: event.actor.kind,
      actor_name: event.actor.name,
      on_behalf_of: event.actor.onBehalfOf,
      face: event.origin.face,
      address: event.origin.address,
      reason: event.reason,
      ticket: event.ticket,
      command_id: event.commandId,
      correlation_id: event.$correlationId,
      causation_id: event.$causationId,
      slot: slot === null ? null : slotText(slot),
      certificate,
      other_certificate: otherCertificate,
      front_end: frontEnd,
      summary: JSON.stringify(summaryOf(event)),
    }),
  ]
}

/** Every event, as an auditor reads it; it ignores none. */
export const auditTimelineProjection: Projection = {
  name: 'audit-timeline',
  version: 1,
  tables: [auditTimeline],
  on: everyEvent(audited),
}
