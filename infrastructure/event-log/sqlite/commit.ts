import type { AppendError, AppendResult, LogFailure } from '../../../application/ports/event-log.js'
import { E, pipe, type Either } from '../../../application/prelude.js'
import { decodeRecords } from '../decode-records.js'
import { isMet } from '../expectation.js'
import { positionAfter } from '../position-after.js'
import type { PreparedAppend } from '../prepare-append.js'
import { recordEvent } from '../record-event.js'
import { failureOf, isBusy, isDuplicate } from './errors.js'
import { headsOf, type Heads } from './heads.js'
import type { Connection } from './open.js'
import { storedRecords } from './rows.js'
import type { Statements } from './statements.js'

export type Outcome = Either<AppendError, AppendResult>

type Group = ReadonlyArray<PreparedAppend>
type Outcomes = ReadonlyArray<Outcome>

/** Outcomes in the order of the group; `busy` where another process is writing, and nothing was recorded. */
export type CommitGroup = (group: Group) => Outcomes | 'busy'

type Writer = { readonly statements: Statements; readonly heads: Heads }

/** The append as it was recorded before, or a conflict. */
const asKnown = ({ statements, heads }: Writer, { stream, expected, events }: PreparedAppend): Outcome => {
  const known = storedRecords(events.flatMap(({ event }) => statements.byId.all(event.id, stream)))
  return known.length === events.length
    ? pipe(decodeRecords(known), E.map((recorded) => ({ events: recorded, repeated: true })))
    : E.left({ _tag: 'Conflict', stream, expected, actual: heads.of(stream) })
}

const insertAll = (writer: Writer, { stream, events }: PreparedAppend, last: number | null): Outcome => {
  const { statements, heads } = writer
  const first = last === null ? 0 : last + 1
  const recorded = events.map((prepared, index) => {
    const revision = first + index
    const position = positionAfter(heads.position(), index + 1)
    const { record, event } = recordEvent(prepared, { stream, revision, position })
    statements.insert.run(position, stream, revision, event.id, record, event.leafHash)
    return event
  })
  heads.advance(stream, first + events.length - 1, heads.position() + events.length)
  return E.right({ events: recorded, repeated: false })
}

/** Inserts all events, or none where one is not new. A single insert that fails needs no savepoint for that. */
const insertOrFind = (writer: Writer, append: PreparedAppend, last: number | null): Outcome => {
  const { mark, undo, keep } = writer.statements
  const several = append.events.length > 1
  if (several) mark.run()
  try {
    const outcome = insertAll(writer, append, last)
    if (several) keep.run()
    return outcome
  } catch (error) {
    if (!isDuplicate(error)) throw error
    if (several) { undo.run(); keep.run() }
    return asKnown(writer, append)
  }
}

/** That a stream is new need not be looked up: were it not, its revision 0 would be there. */
const lastOf = ({ heads }: Writer, { stream, expected }: PreparedAppend): number | null =>
  expected === 'noStream' ? heads.remembered(stream) : heads.of(stream)

const judge = (writer: Writer) => (append: PreparedAppend): Outcome => {
  const last = lastOf(writer, append)
  return isMet(append.expected, last) ? insertOrFind(writer, append, last) : asKnown(writer, append)
}

const isWritten = (outcome: Outcome): boolean => E.isRight(outcome) && !outcome.right.repeated

const forAll = (group: Group, error: AppendError): Outcomes => group.map(() => E.left(error))

/** A commit that failed for want of space wrote no commit mark; of any other the log cannot tell. */
const commitFailure = (failure: LogFailure): AppendError =>
  failure._tag === 'LogUnavailable' ? { _tag: 'OutcomeUnknown', reason: failure.reason } : failure

/**
 * Records a group of appends in one transaction and one sync. Each is judged by itself, in the order of the
 * group, and sees those before it; a failure of the store is the outcome of all.
 */
export const committer = ({ statements, path, canWrite, isInPlace }: Connection): CommitGroup => {
  const heads = headsOf(statements)
  const judgeOne = judge({ statements, heads })

  // SQLite may have rolled back by itself, and then refuses to do so again.
  const letGo = (): unknown => E.tryCatch(() => statements.rollback.run(), () => undefined)

  const rollBack = (): void => {
    heads.forget()
    letGo()
  }

  const judgeAll = (group: Group): Outcomes => {
    try {
      heads.catchUp()
      return group.map(judgeOne)
    } catch (error) {
      rollBack()
      return forAll(group, failureOf(error, path))
    }
  }

  const commit = (group: Group, outcomes: Outcomes): Outcomes | 'busy' => {
    try {
      statements.commit.run()
      return outcomes
    } catch (error) {
      rollBack()
      return isBusy(error) ? 'busy' : forAll(group, commitFailure(failureOf(error, path)))
    }
  }

  return (group) => {
    if (!canWrite) return forAll(group, { _tag: 'LogReadOnly', path })
    if (!isInPlace()) return forAll(group, { _tag: 'LogUnavailable', path, reason: 'MOVED' })
    try {
      statements.begin.run()
    } catch (error) {
      return isBusy(error) ? 'busy' : forAll(group, failureOf(error, path))
    }
    const outcomes = judgeAll(group)
    if (outcomes.some(isWritten)) return commit(group, outcomes)
    letGo()
    return outcomes
  }
}
