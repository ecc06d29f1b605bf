import type { Decider, Message } from '../domain/decider.js'
import type { RecordedEvent } from '../domain/envelope.js'
import type { DomainEvent } from '../domain/events.js'
import type { Position } from '../domain/values/position.js'
import type { EventLog, LogFailure, StreamSlice } from './ports/event-log.js'
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

/** A stream with one event more; the same where it does not follow on what is folded already. */
const advanced = (loaded: Remembered, event: Recorded): Remembered =>
  event.revision === (loaded.revision ?? -1) + 1
    ? { ...loaded, state: loaded.fold(loaded.state, event), revision: event.revision }
    : loaded

/** Streams without events, by their decider: one for all of it, so that few things are remembered of many streams. */
const untouched = new WeakMap<object, Remembered>()

const untouchedBy = <Event extends Message, State>(decider: AnyDecider<Event, State>): Remembered => {
  const known = untouched.get(decider)
  if (known !== undefined) return known
  const { initialState, evolve } = decider
  const fold = (state: unknown, event: Recorded): unknown => evolve(state as State, event as unknown as Event)
  const made = { state: initialState, revision: null, fold }
  untouched.set(decider, made)
  return made
}

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
    if (known !== undefined) recent.set(event.stream, advanced(known, event))
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
  return { catchUp, hasBegun: () => seen !== null, learnOwn }
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

/** A reading of a stream under way, and what is learnt of it meanwhile: the reading may be too early to see that. */
type Reading = {
  readonly learnt: Array<Recorded>
  readonly result: Promise<Either<LogFailure, Remembered>>
}

/** Streams over a log, of which at least the `capacity` last used ones are remembered. */
export const streamsOf = (log: Pick<EventLog, 'head' | 'readAll' | 'readStream'>, capacity: number): Streams => {
  const { recall, keep, learn } = memory(capacity)
  const readings = new Map<string, Reading>()
  const { catchUp, hasBegun, learnOwn } = following(log, (event) => {
    readings.get(event.stream)?.learnt.push(event)
    learn(event)
  })
  const start = (stream: string, empty: Remembered): Reading => {
    const learnt: Array<Recorded> = []
    const kept = ({ events }: StreamSlice): Remembered => {
      const loaded = [...events, ...learnt].reduce(advanced, empty)
      keep(stream, loaded)
      return loaded
    }
    const arrived = (slice: Either<LogFailure, StreamSlice>): Either<LogFailure, Remembered> => {
      readings.delete(stream)
      return E.isLeft(slice) ? slice : E.right(kept(slice.right))
    }
    const reading = log.readStream(stream)()
    reading.catch(() => readings.delete(stream))
    return { learnt, result: reading.then(arrived) }
  }
  /** A stream is remembered only by its reading, and is read by one at a time; who comes meanwhile waits for that. */
  const read = (stream: string, empty: Remembered) => (): Promise<Either<LogFailure, Remembered>> => {
    const known = recall(stream)
    if (known !== undefined) return Promise.resolve(E.right(known))
    const reading = readings.get(stream) ?? start(stream, empty)
    readings.set(stream, reading)
    return reading.result
  }
  // A stream holds the events of one aggregate, and only its decider folds them.
  const load: Load = <Event extends Message, State>(decider: AnyDecider<Event, State>, stream: string) => {
    const reading = read(stream, untouchedBy(decider))
    // Who comes first looks: only what is recorded after the first look is ever learnt.
    const loaded = hasBegun() ? reading : pipe(catchUp, TE.chain(() => reading))
    return loaded as TaskEither<LogFailure, Loaded<State>>
  }
  return { load, refresh: catchUp, learn: (events) => events.forEach(learnOwn) }
}
