import { expect } from 'vitest'
import type { Decider } from '../../domain/decider.js'
import { E } from '../../domain/prelude.js'

/** What a decision on some history is expected to come to. */
export type Outcome<Event, Refusal> = {
  /** Exactly these events, in this order. */
  readonly then: (...events: ReadonlyArray<Event>) => void
  /** Nothing to do: accepted, and no event. */
  readonly thenNothing: () => void
  /** Exactly this refusal, facts included. */
  readonly thenRejects: (refusal: Refusal) => void
}

/** A history to decide on. */
export type Given<Command, Event, Refusal> = {
  readonly when: (command: Command) => Outcome<Event, Refusal>
}

/** The state that a history leaves. */
export const folded = <Command, Event, State, Refusal>(
  decider: Decider<Command, Event, State, Refusal>,
  events: ReadonlyArray<Event>,
): State => events.reduce((state, event) => decider.evolve(state, event), decider.initialState)

/** The sentence for one aggregate: `given(...events).when(command).then(...events)`. */
export const specification =
  <Command, Event, State, Refusal>(decider: Decider<Command, Event, State, Refusal>) =>
  (...history: ReadonlyArray<Event>): Given<Command, Event, Refusal> => ({
    when: (command) => {
      const decision = decider.decide(command)(folded(decider, history))
      return {
        then: (...events) => { expect(decision).toEqual(E.right(events)) },
        thenNothing: () => { expect(decision).toEqual(E.right([])) },
        thenRejects: (refusal) => { expect(decision).toEqual(E.left(refusal)) },
      }
    },
  })
