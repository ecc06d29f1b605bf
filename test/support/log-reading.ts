import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { beginning } from '../../domain/values/position.js'

/** The right side; throws, with the left side as text, where there is none. */
export const must = <L, R>(either: Either<L, R>): R => {
  if (E.isLeft(either)) throw new Error(`unexpected: ${JSON.stringify(either.left)}`)
  return either.right
}

/** All items of all pages; throws on a failure. */
export const collect = async <A>(pages: AsyncIterable<Either<LogFailure, ReadonlyArray<A>>>): Promise<Array<A>> => {
  const items: Array<A> = []
  for await (const page of pages) items.push(...must(page))
  return items
}

/** Every event of a log. */
export const allEvents = (log: EventLog): Promise<Array<RecordedEvent<DomainEvent>>> =>
  collect(log.readAll({ after: beginning }))
