import type { EventLog, LogFailure, StreamSlice } from '../../application/ports/event-log.js'
import { E, TE, pipe, type Either, type TaskEither } from '../../application/prelude.js'
import { decodeStream } from './decode-records.js'
import { followWith } from './follow.js'
import { positionAfter } from './position-after.js'
import { appendLimits, prepareAppend, type AppendLimits } from './prepare-append.js'
import { readEventPages, readRecordPages, type RecordSource } from './read-pages.js'
import { appendQueue } from './sqlite/append-queue.js'
import { committer } from './sqlite/commit.js'
import { openConnection, type Connection } from './sqlite/open.js'
import { reader, type Read } from './sqlite/read.js'
import { onlyNumber, storedRecords } from './sqlite/rows.js'
import { tailOfLog } from './tail.js'

export type SqliteLogOptions = {
  /** The ledger directory; the log is its file `events.sqlite`. */
  readonly directory: string
  /** Makes directory and log where there is none; else a missing one is LogUnavailable with reason ENOENT. */
  readonly create: boolean
  readonly limits?: AppendLimits
  /** How many appends of this process may wait for a commit: 1,000. */
  readonly maxWaiting?: number
  /** How long to wait for other processes, in milliseconds: 5,000. */
  readonly busyDeadlineMs?: number
  /** How often `follow` looks for events of other processes, in milliseconds: 100. */
  readonly pollMs?: number
}

const unlimited = -1
const emptySlice: Either<never, StreamSlice> = E.right({ events: [], lastRevision: null })

/** The last revision is read first: what another process appends after that is no part of the answer. */
const readStreamWith = (read: Read): EventLog['readStream'] => (stream, { fromRevision = 0, limit } = {}) =>
  pipe(
    read((statements): Either<LogFailure, StreamSlice> => {
      const lastRevision = onlyNumber(statements.lastRevision.get(stream))
      if (lastRevision === null) return emptySlice
      const atMost = limit === undefined ? unlimited : Math.max(0, limit)
      if (atMost === 0) return E.right({ events: [], lastRevision })
      const rows = statements.stream.all(stream, fromRevision, lastRevision, atMost)
      return pipe(
        decodeStream(storedRecords(rows), stream, fromRevision),
        E.map((events) => ({ events, lastRevision })),
      )
    }),
    TE.chainEitherK((slice) => slice),
  )

const sourceWith = (read: Read): RecordSource => ({
  head: () => read(({ head }) => positionAfter(onlyNumber(head.get()) ?? 0, 0)),
  page: (after, upTo, limit) => read(({ page }) => storedRecords(page.all(after, upTo, limit))),
})

const logOver = (connection: Connection, options: Required<SqliteLogOptions>): EventLog => {
  let closing: Promise<void> | undefined
  const isOpen = (): boolean => closing === undefined
  const tail = tailOfLog()
  const queue = appendQueue(committer(connection), options)
  const prepare = prepareAppend(options.limits)
  const read = reader(connection, isOpen, options.busyDeadlineMs)
  const source = sourceWith(read)
  const readAll = readEventPages(source, true)

  const append: EventLog['append'] = (request) => async () => {
    if (!isOpen()) return E.left({ _tag: 'LogUnavailable', path: connection.path, reason: 'CLOSED' })
    const prepared = prepare(request)
    if (E.isLeft(prepared)) return prepared
    const outcome = await queue.add(prepared.right)
    if (E.isRight(outcome) && !outcome.right.repeated) tail.announce()
    return outcome
  }

  const close = async (): Promise<void> => {
    await queue.drained()
    connection.close()
    tail.announce()
  }

  return {
    append,
    readStream: readStreamWith(read),
    readAll,
    readRecords: readRecordPages(source),
    head: source.head,
    follow: followWith(readAll, tail, options.pollMs),
    close: () => (closing ??= close()),
  }
}

/**
 * Opens the log in a ledger directory. Several processes may have it open at once. A directory or file that
 * cannot be written is opened for reading, and an append is LogReadOnly. Fails with LogUnavailable, LogFull,
 * NotALedger, LogOfNewerVersion. Source: DESIGN 7.
 */
export const openSqliteLog = (options: SqliteLogOptions): TaskEither<LogFailure, EventLog> => {
  const all = { limits: appendLimits, maxWaiting: 1_000, busyDeadlineMs: 5_000, pollMs: 100, ...options }
  return pipe(openConnection(all), TE.map((connection) => logOver(connection, all)))
}
