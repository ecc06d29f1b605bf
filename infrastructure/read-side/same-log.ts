import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import { beginning, Position } from '../../domain/values/position.js'
import type { Checkpoint, Milestone } from './checkpoint.js'

const before = (position: Position): Position => {
  const one = position - 1
  return Position.is(one) ? one : beginning
}

const stands = async (log: EventLog, milestone: Milestone | null): Promise<Either<LogFailure, boolean>> => {
  if (milestone === null) return E.right(true)
  const { position, leafHash } = milestone
  for await (const page of log.readRecords({ after: before(position), upTo: position })) {
    if (E.isLeft(page)) return page
    const [record] = page.right
    if (record !== undefined) return E.right(record.position === position && record.leafHash === leafHash)
  }
  return E.right(false)
}

/**
 * True where the log still holds the first and the last event that the rows were made of. It does not where it was
 * put back from a backup, or where it is another log.
 */
export const isSameLog = async (log: EventLog, checkpoint: Checkpoint): Promise<Either<LogFailure, boolean>> => {
  const last = await stands(log, checkpoint.last)
  return E.isLeft(last) || !last.right ? last : stands(log, checkpoint.first)
}
