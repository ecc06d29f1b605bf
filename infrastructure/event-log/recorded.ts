import type { LogFailure } from '../../application/ports/event-log.js'
import type { Either } from '../../application/prelude.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'

/** An event of the ledger as the log gives it back. */
export type Recorded = RecordedEvent<DomainEvent>

/** Some events in order, or why the log cannot give them. */
export type EventPage = Either<LogFailure, ReadonlyArray<Recorded>>
