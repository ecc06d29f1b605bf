import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import type { Change, Projection } from '../../projections/projection.js'
import type { Rows } from '../../projections/rows.js'
import { isOfStore } from './fault-of.js'
import { ProjectionDefect } from './projection-defect.js'
import type { RowStore } from './row-store.js'

type Recorded = RecordedEvent<DomainEvent>
type Handler = (event: Recorded, rows: Rows) => ReadonlyArray<Change>
type Named = { readonly projection: string; readonly handle: Handler }

/** A handler is listed under the type of the events that it is given, which the compiler cannot follow. */
const isHandler = (handler: unknown): handler is Handler => typeof handler === 'function'

const handlersByType = (projections: ReadonlyArray<Projection>): ReadonlyMap<string, ReadonlyArray<Named>> => {
  const byType = new Map<string, Array<Named>>()
  for (const { name, on } of projections) {
    for (const [type, handle] of Object.entries(on)) {
      if (isHandler(handle)) byType.set(type, [...(byType.get(type) ?? []), { projection: name, handle }])
    }
  }
  return byType
}

/** Gives each event to every projection in turn; throws ProjectionDefect, or what the store throws. */
export type ApplyEvents = (events: Iterable<Recorded>) => void

/** All projections see the rows as the event before left them: changes are made when the last has spoken. */
export const applyEvents = (projections: ReadonlyArray<Projection>, store: RowStore): ApplyEvents => {
  const byType = handlersByType(projections)
  const applyOne = (event: Recorded): void => {
    const handlers = byType.get(event.type) ?? []
    const changes: Array<ReadonlyArray<Change>> = []
    let speaking = ''
    try {
      for (const { projection, handle } of handlers) {
        speaking = projection
        changes.push(handle(event, store.rows))
      }
      for (const [nth, ofOne] of changes.entries()) {
        speaking = handlers[nth]?.projection ?? ''
        store.apply(ofOne)
      }
    } catch (thrown) {
      throw isOfStore(thrown) ? thrown : new ProjectionDefect(speaking, event.position, thrown)
    }
  }
  return (events) => {
    for (const event of events) applyOne(event)
  }
}
