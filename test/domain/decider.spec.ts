import { describe, expect, it } from 'vitest'
import { decideBy, evolveBy, type DecideHandlers, type EvolveHandlers } from '../../domain/decider.js'
import { E } from '../../domain/prelude.js'

type Of<T extends string, Data> = { readonly type: T; readonly data: Data }
type By = { readonly by: string }
type Event = Of<'Opened', By> | Of<'Closed', null>
type Command = Of<'Open', By> | Of<'Close', null>
type State = { readonly open: boolean; readonly by: string | null }
type Refusal = { readonly _tag: 'NotOpen' }

const shut: State = { open: false, by: null }

const evolveHandlers: EvolveHandlers<State, Event> = {
  Opened: (_state, { by }) => ({ open: true, by }),
  Closed: (state) => ({ ...state, open: false }),
}

const decideHandlers: DecideHandlers<State, Command, Event, Refusal> = {
  Open: ({ by }, { open }) => E.right(open ? [] : [{ type: 'Opened', data: { by } }]),
  Close: (_data, { open }) => (open ? E.right([{ type: 'Closed', data: null }]) : E.left({ _tag: 'NotOpen' })),
}

describe('evolveBy', () => {
  it('gives each event to the function of its name, with its content', () => {
    const evolve = evolveBy<State, Event>(evolveHandlers)
    expect(evolve(shut, { type: 'Opened', data: { by: 'anna' } })).toEqual({ open: true, by: 'anna' })
    expect(evolve({ open: true, by: 'anna' }, { type: 'Closed', data: null })).toEqual({ open: false, by: 'anna' })
  })
})

describe('decideBy', () => {
  it('gives each command to the function of its name, with its content and the state', () => {
    const decide = decideBy<State, Command, Event, Refusal>(decideHandlers)
    expect(decide({ type: 'Open', data: { by: 'anna' } })(shut)).toEqual(
      E.right([{ type: 'Opened', data: { by: 'anna' } }]),
    )
    expect(decide({ type: 'Open', data: { by: 'anna' } })({ open: true, by: 'anna' })).toEqual(E.right([]))
    expect(decide({ type: 'Close', data: null })(shut)).toEqual(E.left({ _tag: 'NotOpen' }))
  })
})

/** Each of these lines stops compiling as a test as soon as it compiles as code. */
describe('What does not compile', () => {
  it('is an event without a function', () => {
    // @ts-expect-error Closed has no function
    const missing: EvolveHandlers<State, Event> = { Opened: evolveHandlers.Opened }
    expect(Object.keys(missing)).toEqual(['Opened'])
  })

  it('is a function whose event is misspelt', () => {
    // @ts-expect-error Closd is no event
    const misspelt: EvolveHandlers<State, Event> = { ...evolveHandlers, Closd: evolveHandlers.Closed }
    expect(Object.keys(misspelt)).toContain('Closd')
  })

  it('is a function that reads content that its event does not have', () => {
    // @ts-expect-error Closed has no content
    const wrong: EvolveHandlers<State, Event> = { ...evolveHandlers, Closed: evolveHandlers.Opened }
    expect(wrong.Opened).toBe(evolveHandlers.Opened)
  })

  it('is a command without a function', () => {
    // @ts-expect-error Close has no function
    const missing: DecideHandlers<State, Command, Event, Refusal> = { Open: decideHandlers.Open }
    expect(Object.keys(missing)).toEqual(['Open'])
  })

  it('is a decision that records an event which the aggregate does not have', () => {
    const foreign: DecideHandlers<State, Command, Event, Refusal> = {
      ...decideHandlers,
      // @ts-expect-error Burnt is no event
      Close: () => E.right([{ type: 'Burnt', data: null }]),
    }
    expect(foreign.Open).toBe(decideHandlers.Open)
  })

  it('is a refusal that the aggregate does not have', () => {
    const foreign: DecideHandlers<State, Command, Event, Refusal> = {
      ...decideHandlers,
      // @ts-expect-error Tired is no refusal
      Close: () => E.left({ _tag: 'Tired' }),
    }
    expect(foreign.Open).toBe(decideHandlers.Open)
  })

  it('is a record of functions that is passed on incomplete', () => {
    // @ts-expect-error Closed has no function
    expect(evolveBy<State, Event>({ Opened: evolveHandlers.Opened })).toBeTypeOf('function')
    // @ts-expect-error Close has no function
    expect(decideBy<State, Command, Event, Refusal>({ Open: decideHandlers.Open })).toBeTypeOf('function')
  })
})
