import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EventLog, LogFailure, StoredRecord } from '../../application/ports/event-log.js'
import { E, TE, pipe, type Either, type TaskEither } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import type { EventPage, Recorded } from './recorded.js'
import { corruptAt, decodeRecord } from './stored-event.js'

type Records = ReadonlyArray<StoredRecord>
type RecordPage = Either<LogFailure, Records>

/** Where records come from: any store that can give a few of them by position. */
export type RecordSource = {
  readonly head: () => TaskEither<LogFailure, Position>
  /** The records after a position, in order, up to and including `upTo`, at most `limit`. */
  readonly page: (after: Position, upTo: Position, limit: number) => TaskEither<LogFailure, Records>
}

type Range = { readonly after: Position; readonly upTo?: Position; readonly batchSize?: number }

const FIRST_PAGE = 64
const FULL_PAGE = 500
const LARGE_PAGE_CHARACTERS = 2_000_000

/** Pages grow to the batch size while their records are small, and shrink while they are large. */
const nextLimit = (limit: number, batchSize: number, page: Records): number => {
  const characters = page.reduce((sum, { record }) => sum + record.length, 0)
  if (characters > LARGE_PAGE_CHARACTERS) return Math.max(1, Math.floor(limit / 4))
  return Math.min(batchSize, characters * 4 > LARGE_PAGE_CHARACTERS ? limit : limit * 4)
}

const lastOf = (source: RecordSource, upTo: Position | undefined): TaskEither<LogFailure, Position> =>
  pipe(source.head(), TE.map((head) => (upTo !== undefined && upTo < head ? upTo : head)))

/** Stored records page by page, as they are. Other work gets its turn between two pages. */
export const readRecordPages = (source: RecordSource) =>
  async function* ({ after, upTo, batchSize = FULL_PAGE }: Range): AsyncGenerator<RecordPage, void> {
    const last = await lastOf(source, upTo)()
    if (E.isLeft(last)) {
      yield last
      return
    }
    let position = after
    let limit = Math.min(FIRST_PAGE, batchSize)
    while (position < last.right) {
      if (position !== after) await nextTurn()
      const page = await source.page(position, last.right, limit)()
      yield page
      if (E.isLeft(page)) return
      position = page.right.at(-1)?.position ?? last.right
      limit = nextLimit(limit, batchSize, page.right)
    }
  }

/** Decodes a page; what precedes a bad record is given before the failure. */
const decodePage = (page: Records, after: Position, gapless: boolean): ReadonlyArray<EventPage> => {
  const events: Array<Recorded> = []
  let previous = after
  for (const stored of page) {
    const isAfterGap = gapless && stored.position !== previous + 1
    const event = isAfterGap ? corruptAt(stored.position, 'a record is missing') : decodeRecord(stored)
    if (E.isLeft(event)) return events.length === 0 ? [event] : [E.right(events), event]
    events.push(event.right)
    previous = stored.position
  }
  return events.length === 0 ? [] : [E.right(events)]
}

/** Events page by page, checked and decoded. On a gapless store a gap is RecordCorrupt at the record after it. */
export const readEventPages = (source: RecordSource, gapless: boolean): EventLog['readAll'] =>
  async function* (range: Range): AsyncGenerator<EventPage, void> {
    let position = range.after
    for await (const page of readRecordPages(source)(range)) {
      const decoded = E.isLeft(page) ? [page] : decodePage(page.right, position, gapless)
      for (const events of decoded) {
        yield events
        if (E.isLeft(events)) return
        position = events.right.at(-1)?.position ?? position
      }
    }
  }
