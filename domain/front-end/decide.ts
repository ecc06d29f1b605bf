import { decideBy, evolveBy, type Decider } from '../decider.js'
import { E } from '../prelude.js'
import type { Fqdn } from '../values/fqdn.js'
import type { Instant } from '../values/instant.js'
import type { FrontEndEvent } from './events.js'

export type FrontEndState =
  { readonly _tag: 'Unknown' } | { readonly _tag: 'Registered'; readonly registeredAt: Instant }

/** Repeat: no event. */
export type FrontEndCommand = {
  readonly type: 'RegisterFrontEnd'
  readonly data: { readonly fqdn: Fqdn; readonly at: Instant }
}

/** The front end aggregate; registration alone, so far. */
export const frontEnd: Decider<FrontEndCommand, FrontEndEvent, FrontEndState, never> = {
  initialState: { _tag: 'Unknown' },
  decide: decideBy<FrontEndState, FrontEndCommand, FrontEndEvent, never>({
    RegisterFrontEnd: ({ fqdn, at }, state) =>
      E.right(state._tag === 'Registered' ? [] : [{ type: 'FrontEndRegistered', data: { fqdn, registeredAt: at } }]),
  }),
  evolve: evolveBy<FrontEndState, FrontEndEvent>({
    FrontEndRegistered: (_state, { registeredAt }) => ({ _tag: 'Registered', registeredAt }),
  }),
}
