import { evolveBy } from '../decider.js'
import { msOf, type Instant } from '../values/instant.js'
import { canonicalEntries } from './canonical-entries.js'
import type { Difference } from './commands.js'
import type { ObservationEvent } from './events.js'
import type { ObservedEntry } from '../values/observed-entry.js'

/** What was seen last, as one text to compare by. */
export type LastSeen = { readonly content: string; readonly version: string; readonly receivedAt: Instant }

export type ObservationState = {
  readonly last: LastSeen | null
  /** How many observations were recorded of late: one is forgotten each minute. */
  readonly recent: number
  /** How many differences were ever accepted, and the last of them. */
  readonly acceptances: number
  readonly accepted: ReadonlyArray<Difference>
}

/** The same text for the same store, in whatever order it was told. */
export const contentOf = (entries: ReadonlyArray<ObservedEntry>): string => JSON.stringify(canonicalEntries(entries))

const MINUTE_MS = 60_000

/** How many observations count as recent at an instant. */
export const recentAt = ({ last, recent }: Pick<ObservationState, 'last' | 'recent'>, at: Instant): number =>
  last === null ? 0 : Math.max(0, recent - Math.abs(msOf(at) - msOf(last.receivedAt)) / MINUTE_MS)

/** How many acceptances are remembered, to see a repeat that the evidence does not show yet. */
const REMEMBERED = 50

export const evolveObservation = evolveBy<ObservationState, ObservationEvent>({
  StoreObserved: (state, { entries, version, receivedAt }) => ({
    ...state,
    last: { content: contentOf(entries), version, receivedAt },
    recent: recentAt(state, receivedAt) + 1,
  }),
  DriftAccepted: (state, { role, kind, thumbprintSha256, file }) => ({
    ...state,
    acceptances: state.acceptances + 1,
    accepted: [...state.accepted, { role, kind, thumbprintSha256, file }].slice(-REMEMBERED),
  }),
})
