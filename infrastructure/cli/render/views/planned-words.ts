import { domainEvents, type DomainEvent } from '../../../../domain/events.js'
import { summaryOf } from '../../../../projections/audit-summary.js'
import { eventSentence } from '../event-sentence.js'

type Planned = { readonly type: string; readonly data: unknown }

const isEventType = (type: string): type is DomainEvent['type'] => Object.hasOwn(domainEvents, type)

const isDomainEvent = (event: Planned): event is DomainEvent =>
  isEventType(event.type) && domainEvents[event.type].is(event.data)

/** What an event would say, from its content; one of another version by its type alone. */
export const plannedWords = (event: Planned): string =>
  isDomainEvent(event) ? eventSentence({ type: event.type, summary: summaryOf(event) }) : event.type
