import { t } from '../../domain/prelude.js'
import type { auditTimeline } from '../audit-timeline.js'
import type { RowOf } from '../table.js'

/** One line of the log, as every answer shows it. */
export type LogEntry = {
  readonly position: number
  readonly eventId: string
  readonly type: string
  readonly stream: string
  readonly revision: number
  readonly recordedAt: string
  readonly actor: { readonly kind: string; readonly name: string; readonly onBehalfOf: string | null }
  readonly origin: { readonly face: string; readonly address: string | null }
  readonly reason: string | null
  readonly ticket: string | null
  readonly commandId: string
  readonly correlationId: string
  readonly causationId: string | null
  readonly slot: string | null
  readonly summary: Readonly<Record<string, unknown>>
}

const Summary = t.record(t.string, t.unknown)

const summaryOf = (text: string): Readonly<Record<string, unknown>> => {
  const parsed: unknown = JSON.parse(text)
  return Summary.is(parsed) ? parsed : {}
}

/** A row of the audit timeline as an entry. */
export const logEntry = (row: RowOf<typeof auditTimeline>): LogEntry => ({
  position: row.position,
  eventId: row.event_id,
  type: row.type,
  stream: row.stream,
  revision: row.revision,
  recordedAt: row.recorded_at,
  actor: { kind: row.actor_kind, name: row.actor_name, onBehalfOf: row.on_behalf_of },
  origin: { face: row.face, address: row.address },
  reason: row.reason,
  ticket: row.ticket,
  commandId: row.command_id,
  correlationId: row.correlation_id,
  causationId: row.causation_id,
  slot: row.slot,
  summary: summaryOf(row.summary),
})
