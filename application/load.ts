import type { Decider, Message } from '../domain/decider.js'
import type { RecordedEvent } from '../domain/envelope.js'
import type { DomainEvent } from '../domain/events.js'
import type { Position } from '../domain/values/position.js'
import type { EventLog, LogFailure } from './ports/event-log.js'
import { E, pipe, TE, type Either, type TaskEither } from './prelude.js'

/** A folded stream: its state, and the revision that the state was folded up to; null for a stream without events. */
export type Loaded<State> = { readonly state: State; readonly revision: number | null }

type AnyDecider<Event extends Message, State> = Pick<Decider<never, Event, State, unknown>, 'initialState' | 'evolve'>

/** Loads a stream through a decider. */
export type Load = <Event extends Message, State>(
  decider: AnyDecider<Event, State>,
  stream: string,
) => TaskEither<LogFailure, Loaded<State>>

type Recorded = RecordedEvent<DomainEvent>
type Remembered = Loaded<unknown> & { readonly fold: (state: unknown, event: Recorded) => unknown }

/** Remembers at least the `capacity` streams that were used last, and at most twice as many. */
const memory = (capacity: number) => {
  let recent = new Map<string, Remembered>()
  let older = new Map<string, Remembered>()
  const keep = (stream: string, loaded: Remembered): void => {
    recent.set(stream, loaded)
    if (recent.size <= capacity) return
    older = recent
    recent = new Map()
  }
  const recall = (stream: string): Remembered | undefined => {
    const known = recent.get(stream)
    if (known !== undefined) return known
    const kept = older.get(stream)
    if (kept !== undefined) keep(stream, kept)
    return kept
  }
  /** Folds an event into its stream, if that is remembered and does not hold it yet. */
  const learn = (event: Recorded): void => {
    const known = recall(event.stream)
    if (known === undefined || event.revision !== (known.revision ?? -1) + 1) return
    recent.set(event.stream, { ...known, state: known.fold(known.state, event), revision: event.revision })
  }
  return { keep, recall, learn }
}

/**
 * Brings the memory up to the head of the log as it is after the call. All who ask in the same turn of the event loop
 * share one look at the log, and looks follow one another.
 */
const following = ({ head, readAll }: Pick<EventLog, 'head' | 'readAll'>, learn: (event: Recorded) => void) => {
  let seen: Position | null = null
  let shared: Promise<Either<LogFailure, Position>> | null = null
  let last: Promise<unknown> = Promise.resolve()
  const look = async (): Promise<Either<LogFailure, Position>> => {
    shared = null
    const reached = await head()()
    if (E.isLeft(reached)) return reached
    if (seen !== null && seen < reached.right) {
      for await (const batch of readAll({ after: seen, upTo: reached.right })) {
        if (E.isLeft(batch)) return batch
        batch.right.forEach(learn)
      }
    }
    seen = reached.right
    return reached
  }
  const catchUp = (): Promise<Either<LogFailure, Position>> => {
    if (shared !== null) return shared
    shared = last.then(look, look)
    last = shared
    return shared
  }
  /** Own events that follow on what was seen need not be read back. */
  const learnOwn = (event: Recorded): void => {
    learn(event)
    if (seen !== null && event.position === seen + 1) seen = event.position
  }
  return { catchUp, learnOwn }
}

/** Streams, folded and remembered. */
export type Streams = {
  /**
   * The state of a stream: at least as fresh as the last `refresh`, and with all that this process recorded. Whether
   * another process recorded more since then is for the expected revision of the append to find out.
   */
  readonly load: Load
  /** Folds in all that was recorded before the call, by this process or another. */
  readonly refresh: TaskEither<LogFailure, unknown>
  /** Folds in what this process has just recorded. */
  readonly learn: (events: ReadonlyArray<Recorded>) => void
}

const isAtLeast = (known: Loaded<unknown> | undefined, other: Loaded<unknown>): known is Remembered =>
  known !== undefined && (known.revision ?? -1) >= (other.revision ?? -1)

/** Streams over a log, of which at least the `capacity` last used ones are remembered. */
export const streamsOf = (log: Pick<EventLog, 'head' | 'readAll' | 'readStream'>, capacity: number): Streams => {
  const { recall, keep, learn } = memory(capacity)
  /** What is learnt of a stream while it is being read: the reading may have been too early to see it. */
  const meanwhile = new Map<string, Array<Recorded>>()
  const { catchUp, learnOwn } = following(log, (event) => {
    meanwhile.get(event.stream)?.push(event)
    learn(event)
  })
  const kept = (stream: string, loaded: Remembered): Remembered => {
    const known = recall(stream)
    if (isAtLeast(known, loaded)) return known
    keep(stream, loaded)
    meanwhile.get(stream)?.forEach(learn)
    meanwhile.delete(stream)
    return recall(stream) ?? loaded
  }
  const load: Load = <Event extends Message, State>({ initialState, evolve }: AnyDecider<Event, State>, stream: string) => {
    const known = recall(stream)
    // A stream holds the events of one aggregate, and only its decider folds them.
    if (known !== undefined) return TE.right(known as Loaded<State>)
    const fold = (state: unknown, event: Recorded): unknown => evolve(state as State, event as unknown as Event)
    if (!meanwhile.has(stream)) meanwhile.set(stream, [])
    return pipe(
      log.readStream(stream),
      TE.map(({ events }) => {
        const state = events.reduce<unknown>(fold, initialState)
        return kept(stream, { state, revision: events.at(-1)?.revision ?? null, fold }) as Loaded<State>
      }),
    )
  }
  return { load, refresh: catchUp, learn: (events) => events.forEach(learnOwn) }
}
