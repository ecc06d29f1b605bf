import type { AppendError, AppendResult, EventLog, StoredRecord } from '../../application/ports/event-log.js'
import { E, pipe, type Either, type TaskEither } from '../../application/prelude.js'
import { decodeRecords, decodeStream } from './decode-records.js'
import { isMet } from './expectation.js'
import { followWith } from './follow.js'
import { positionAfter } from './position-after.js'
import { appendLimits, prepareAppend, type AppendLimits, type PreparedAppend } from './prepare-append.js'
import { readEventPages, readRecordPages, type RecordSource } from './read-pages.js'
import { recordEvent } from './record-event.js'
import { tailOfLog } from './tail.js'

/** All that a log in memory knows: records by position, and their indexes by event id and by stream. */
type Shelf = {
  readonly records: Array<StoredRecord>
  readonly byId: Map<string, { readonly stream: string; readonly stored: StoredRecord }>
  readonly byStream: Map<string, Array<StoredRecord>>
}

type Outcome = Either<AppendError, AppendResult>

const recordsOf = (shelf: Shelf, stream: string): ReadonlyArray<StoredRecord> => shelf.byStream.get(stream) ?? []

const lastRevision = (shelf: Shelf, stream: string): number | null => {
  const { length } = recordsOf(shelf, stream)
  return length === 0 ? null : length - 1
}

/** The append as it was recorded before, or a conflict. */
const asKnown = (shelf: Shelf, { stream, expected, events }: PreparedAppend): Outcome => {
  const known = events
    .flatMap(({ event }) => shelf.byId.get(event.id) ?? [])
    .filter((found) => found.stream === stream)
  return known.length === events.length
    ? pipe(
      decodeRecords(known.map(({ stored }) => stored)),
      E.map((recorded) => ({ events: recorded, repeated: true })),
    )
    : E.left({ _tag: 'Conflict', stream, expected, actual: lastRevision(shelf, stream) })
}

const write = (shelf: Shelf, { stream, events }: PreparedAppend): AppendResult => {
  const inStream = [...recordsOf(shelf, stream)]
  const recorded = events.map((prepared) => {
    const position = positionAfter(shelf.records.length, 1)
    const { record, event } = recordEvent(prepared, { stream, revision: inStream.length, position })
    const stored = { position, record, leafHash: event.leafHash }
    shelf.records.push(stored)
    inStream.push(stored)
    shelf.byId.set(event.id, { stream, stored })
    return event
  })
  shelf.byStream.set(stream, inStream)
  return { events: recorded, repeated: false }
}

const judge = (shelf: Shelf) => (append: PreparedAppend): Outcome =>
  isMet(append.expected, lastRevision(shelf, append.stream)) &&
  !append.events.some(({ event }) => shelf.byId.has(event.id))
    ? E.right(write(shelf, append))
    : asKnown(shelf, append)

const closed = { _tag: 'LogUnavailable', path: 'memory', reason: 'CLOSED' } as const

/**
 * A log that lives as long as the process: for tests, and as the plainest reading of the contract.
 * After `close` every question and every append is LogUnavailable with reason CLOSED.
 */
export const memoryLog = (limits: AppendLimits = appendLimits): EventLog => {
  const shelf: Shelf = { records: [], byId: new Map(), byStream: new Map() }
  const tail = tailOfLog()
  let isOpen = true

  const whileOpen = <Failure, A>(answer: () => Either<Failure, A>): TaskEither<Failure | typeof closed, A> =>
    () => new Promise((resolve) => resolve(isOpen ? answer() : E.left(closed)))

  const source: RecordSource = {
    head: () => whileOpen(() => E.right(positionAfter(shelf.records.length, 0))),
    page: (after, upTo, limit) =>
      whileOpen(() => E.right(shelf.records.slice(after, Math.min(upTo, after + limit)))),
  }
  const readAll = readEventPages(source, true)

  return {
    append: (request) =>
      whileOpen(() => {
        const outcome = pipe(prepareAppend(limits)(request), E.flatMap(judge(shelf)))
        if (E.isRight(outcome)) tail.announce()
        return outcome
      }),
    readStream: (stream, { fromRevision = 0, limit = Infinity } = {}) =>
      whileOpen(() => {
        const slice = recordsOf(shelf, stream).slice(fromRevision, fromRevision + Math.max(0, limit))
        const decoded = decodeStream(slice, stream, fromRevision)
        return pipe(decoded, E.map((events) => ({ events, lastRevision: lastRevision(shelf, stream) })))
      }),
    readAll,
    readRecords: readRecordPages(source),
    head: source.head,
    follow: followWith(readAll, tail, 60_000),
    close: () => {
      isOpen = false
      tail.announce()
      return Promise.resolve()
    },
  }
}
