import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { memoryRows } from '../../infrastructure/read-side/memory-rows.js'
import { projections } from '../../projections/catalogue.js'
import type { Change } from '../../projections/projection.js'
import type { Rows } from '../../projections/rows.js'

type Handler = 'ignored' | ((event: RecordedEvent<DomainEvent>, rows: Rows) => ReadonlyArray<Change>)

/** The rows that every projection makes of a history, in memory. */
export const projected = (events: ReadonlyArray<RecordedEvent<DomainEvent>>): Rows => {
  const store = memoryRows()
  for (const event of events) {
    for (const projection of projections) {
      const handler = projection.on[event.type] as Handler
      if (handler !== 'ignored') store.apply(handler(event, store.rows))
    }
  }
  return store.rows
}
