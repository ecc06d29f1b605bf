import type { LogFailure, StoredRecord } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { corruptAt, decodeRecord } from './stored-event.js'

type Decoded = Either<LogFailure, ReadonlyArray<RecordedEvent<DomainEvent>>>

/** Reads several records; the first that fails is the failure of all. */
export const decodeRecords = (stored: ReadonlyArray<StoredRecord>): Decoded => {
  const events: Array<RecordedEvent<DomainEvent>> = []
  for (const one of stored) {
    const event = decodeRecord(one)
    if (E.isLeft(event)) return event
    events.push(event.right)
  }
  return E.right(events)
}

/**
 * As decodeRecords, for records of one stream in a row from a revision on: any other record among them is
 * RecordCorrupt.
 */
export const decodeStream = (
  stored: ReadonlyArray<StoredRecord>,
  stream: string,
  fromRevision: number,
): Decoded => {
  const decoded = decodeRecords(stored)
  if (E.isLeft(decoded)) return decoded
  const astray = decoded.right.find(
    (event, index) => event.stream !== stream || event.revision !== fromRevision + index,
  )
  return astray === undefined ? decoded : corruptAt(astray.position, 'the record stands in the wrong place')
}
