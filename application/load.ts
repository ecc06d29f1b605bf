import type { Decider, Message } from '../domain/decider.js'
import type { RecordedEvent } from '../domain/envelope.js'
import type { DomainEvent } from '../domain/events.js'
import type { EventLog, LogFailure } from './ports/event-log.js'
import { pipe, TE, type TaskEither } from './prelude.js'

/** A folded stream: its state, and the revision that the state was folded up to; null for a stream without events. */
export type Loaded<State> = { readonly state: State; readonly revision: number | null }

type AnyDecider<Event extends Message, State> = Pick<Decider<never, Event, State, unknown>, 'initialState' | 'evolve'>

/** Loads a stream through a decider. */
export type Load = <Event extends Message, State>(
  decider: AnyDecider<Event, State>,
  stream: string,
) => TaskEither<LogFailure, Loaded<State>>

const fold = <Event extends Message, State>(
  decider: AnyDecider<Event, State>,
  known: Loaded<State>,
  events: ReadonlyArray<RecordedEvent<DomainEvent>>,
): Loaded<State> => ({
  // A stream holds the events of one aggregate: its name is made from the aggregate's, and only its decider
  // appends to it.
  state: events.reduce((state, event) => decider.evolve(state, event as unknown as Event), known.state),
  revision: events.at(-1)?.revision ?? known.revision,
})

/**
 * Loads streams, remembering up to `capacity` folded ones: what was folded before is not read again, only what
 * came after it, so that a remembered state is as fresh as one read from the beginning. The longest unused is
 * forgotten first.
 */
export const loading = ({ readStream }: Pick<EventLog, 'readStream'>, capacity: number): Load => {
  const remembered = new Map<string, Loaded<unknown>>()
  const remember = (stream: string, loaded: Loaded<unknown>): void => {
    remembered.delete(stream)
    remembered.set(stream, loaded)
    const oldest = remembered.size > capacity ? remembered.keys().next() : undefined
    if (oldest?.done === false) remembered.delete(oldest.value)
  }
  return <Event extends Message, State>(decider: AnyDecider<Event, State>, stream: string) => {
    const known = (remembered.get(stream) ?? { state: decider.initialState, revision: null }) as Loaded<State>
    return pipe(
      readStream(stream, { fromRevision: known.revision === null ? 0 : known.revision + 1 }),
      TE.map(({ events }) => {
        const loaded = fold(decider, known, events)
        if (loaded.revision !== null) remember(stream, loaded)
        return loaded
      }),
    )
  }
}
