import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import { E, type Either, type TaskEither } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'

/** Reads every event after a position, which checks its record against its hash; returns how many were whole. */
export const verifyRecords =
  (
    { readAll }: Pick<EventLog, 'readAll'>,
    after: Position,
    progress: (checked: number) => void,
  ): TaskEither<LogFailure, number> =>
  async (): Promise<Either<LogFailure, number>> => {
    let checked = 0
    for await (const batch of readAll({ after })) {
      if (E.isLeft(batch)) return batch
      checked += batch.right.length
      progress(checked)
    }
    return E.right(checked)
  }
