import type { EventLog, LogFailure } from '../../../application/ports/event-log.js'
import { E, type Either } from '../../../application/prelude.js'
import { beginning, type Position } from '../../../domain/values/position.js'
import { applyEvents } from '../../../infrastructure/read-side/apply-events.js'
import { memoryRows } from '../../../infrastructure/read-side/memory-rows.js'
import type { AskRows } from '../../../infrastructure/system/row-lookup.js'
import { projections } from '../../../projections/catalogue.js'

/** The rows of all projections in memory, caught up with a log before each question, one question after the other. */
export const memoryReadSide = (log: Pick<EventLog, 'readAll'>): AskRows => {
  const store = memoryRows()
  const apply = applyEvents(projections, store)
  let reached: Position = beginning
  let last: Promise<unknown> = Promise.resolve()
  const caughtUp = async (): Promise<Either<LogFailure, Position>> => {
    for await (const page of log.readAll({ after: reached })) {
      if (E.isLeft(page)) return page
      apply(page.right)
      reached = page.right.at(-1)?.position ?? reached
    }
    return E.right(reached)
  }
  return (question) => () => {
    const turn = last.then(caughtUp).then(E.map((position) => question(store.rows, position)))
    last = turn.catch(() => undefined)
    return turn
  }
}
