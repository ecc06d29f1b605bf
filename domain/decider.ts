import type { Either } from './prelude.js'

/** What travels or is stored: a name and its content. */
export type Message = { readonly type: string; readonly data: unknown }

/**
 * An aggregate as a value: what may be said (`decide`), and what it means (`evolve`).
 * `decide` returns no event for a repeated command and a refusal for a contradicting one; it never fetches and
 * never throws. `evolve` is total: every event that was ever recorded has a meaning.
 */
export type Decider<Command, Event, State, Refusal> = {
  readonly initialState: State
  readonly decide: (command: Command) => (state: State) => Either<Refusal, ReadonlyArray<Event>>
  readonly evolve: (state: State, event: Event) => State
}

type OfType<M extends Message, T extends M['type']> = Extract<M, { readonly type: T }>

/** One function per message type; a missing or misspelt name does not compile. */
export type EvolveHandlers<State, Event extends Message> = {
  readonly [T in Event['type']]: (state: State, data: OfType<Event, T>['data']) => State
}

export type DecideHandlers<State, Command extends Message, Event, Refusal> = {
  readonly [T in Command['type']]: (
    data: OfType<Command, T>['data'],
    state: State,
  ) => Either<Refusal, ReadonlyArray<Event>>
}

/**
 * A reducer from a record of functions keyed by event type. The cast is the only one: TypeScript cannot relate
 * key and content.
 */
export const evolveBy =
  <State, Event extends Message>(handlers: EvolveHandlers<State, Event>) =>
  (state: State, event: Event): State =>
    (handlers[event.type as Event['type']])(state, event.data)

/** A decision from a record of functions keyed by command type. */
export const decideBy =
  <State, Command extends Message, Event, Refusal>(handlers: DecideHandlers<State, Command, Event, Refusal>) =>
  (command: Command) =>
  (state: State): Either<Refusal, ReadonlyArray<Event>> =>
    (
      handlers[command.type as Command['type']]
    )(command.data, state)
