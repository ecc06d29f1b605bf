import type { RecordedEvent } from '../domain/envelope.js'
import type { DomainEvent } from '../domain/events.js'
import { everyEvent, put, type Change, type Projection } from './projection.js'
import { table } from './table.js'

/** Which event followed from which: one row per event that names a cause. */
export const causes = table({
  name: 'causes',
  columns: { position: 'integer', event_id: 'text', caused_by: 'text' },
  primaryKey: ['position'],
  indexes: [['caused_by'], ['event_id']],
})

const caused = ({ position, id, $causationId }: RecordedEvent<DomainEvent>): ReadonlyArray<Change> =>
  $causationId === null ? [] : [put(causes, { position, event_id: id, caused_by: $causationId })]

/** The chain from cause to effect, to walk in both directions. */
export const causation: Projection = { name: 'causation', version: 1, tables: [causes], on: everyEvent(caused) }
