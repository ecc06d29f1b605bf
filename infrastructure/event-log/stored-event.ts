import { E, type Either } from '../../application/prelude.js'
import type { LogFailure, StoredRecord } from '../../application/ports/event-log.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import { currentSchemaVersion, domainEvents, type DomainEvent } from '../../domain/events.js'
import { leafHashOf } from './leaf-hash.js'
import { shapeOf } from './codec/shape.js'
import { isStoredEnvelope } from './stored-envelope.js'
import { lifts, upcast, type LiftTable, type StoredContent } from './upcast.js'

/** Why a record cannot be given back; fixed phrases, never content. */
export type RecordFault =
  | 'the record does not match its leaf hash'
  | 'the record is not JSON'
  | 'the record is no envelope'
  | 'the event type is unknown'
  | 'the schema version is unknown'
  | 'the content does not fit its type'
  | 'the record stands in the wrong place'
  | 'a record is missing'

/** A RecordCorrupt failure for the record at `position`. */
export const corruptAt = (position: StoredRecord['position'], detail: RecordFault): Either<LogFailure, never> =>
  E.left({ _tag: 'RecordCorrupt', position, detail })

const contentGuards = new Map(Object.entries(domainEvents).map(([type, codec]) => [type, shapeOf(codec)]))

const isRecorded = (event: StoredContent): event is RecordedEvent<DomainEvent> =>
  contentGuards.get(event.type)?.(event.data) === true

const parsed = (record: string): unknown => {
  try {
    return JSON.parse(record)
  } catch {
    return undefined
  }
}

/**
 * Reads records back as events: the bytes are checked against their leaf hash, the content is lifted to the
 * present shape and checked against its codec's shape. The forms of branded texts were proved when the event
 * was appended, and the hash says that the bytes are still those. Fails with RecordCorrupt.
 */
export const decoderWith = (table: LiftTable) => {
  const lifted = upcast(table)
  return (stored: StoredRecord): Either<LogFailure, RecordedEvent<DomainEvent>> => {
    const { position, record, leafHash } = stored
    if (leafHashOf(record) !== leafHash) return corruptAt(position, 'the record does not match its leaf hash')
    const envelope = parsed(record)
    if (envelope === undefined) return corruptAt(position, 'the record is not JSON')
    if (!isStoredEnvelope(envelope)) return corruptAt(position, 'the record is no envelope')
    const content = envelope.schemaVersion === currentSchemaVersion ? envelope : lifted(envelope)
    if (!contentGuards.has(content.type)) return corruptAt(position, 'the event type is unknown')
    if (content.schemaVersion !== currentSchemaVersion) return corruptAt(position, 'the schema version is unknown')
    const { type, schemaVersion, data } = content
    const event = { ...envelope, type, schemaVersion, data, position, leafHash }
    return isRecorded(event) ? E.right(event) : corruptAt(position, 'the content does not fit its type')
  }
}

/** Reads one record with the lifts of this program. */
export const decodeRecord = decoderWith(lifts)
