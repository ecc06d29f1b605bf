import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import type { Position } from '../../domain/values/position.js'
import { leafHashOf } from './leaf-hash.js'
import type { PreparedEvent } from './prepare-append.js'
import { recordAt } from './record-draft.js'

/** The place that an event has been given. */
export type Place = { readonly stream: string; readonly revision: number; readonly position: Position }

export type Written = { readonly record: string; readonly event: RecordedEvent<DomainEvent> }

/** A prepared event at its place: the record to store, and the event as it will be read back. */
export const recordEvent = ({ event, draft }: PreparedEvent, { stream, revision, position }: Place): Written => {
  const record = recordAt(draft, revision)
  return { record, event: { ...event, stream, revision, position, leafHash: leafHashOf(record) } }
}
