import { decideBy, type DecideHandlers, type Decider } from '../decider.js'
import { E, type Either } from '../prelude.js'
import { msOf } from '../values/instant.js'
import { canonicalEntries } from './canonical-entries.js'
import type { Difference, ObservationCommand } from './commands.js'
import type { ObservationRefusal } from './errors.js'
import type { ObservationEvent } from './events.js'
import { contentOf, evolveObservation, recentAt, type ObservationState } from './state.js'

type Decision = Either<ObservationRefusal, ReadonlyArray<ObservationEvent>>
type Handlers = DecideHandlers<ObservationState, ObservationCommand, ObservationEvent, ObservationRefusal>

const nothing: Decision = E.right([])

/** A store that does not change is recorded once in this time, in ms, as evidence that its agent lives. */
const ONCE_IN_MS = 3_600_000

const MOST_VERSION_CHARACTERS = 64

/** A store that changes without end is recorded so many times, and then once a minute: its agent fills no disk. */
const MOST_RECENT = 300

const recordObservation: Handlers['RecordObservation'] = (data, state) => {
  const { last } = state
  const { fqdn, entries, observedAt, registeredAt, at } = data
  const version = data.version.slice(0, MOST_VERSION_CHARACTERS)
  const isSame = last !== null && last.version === version && last.content === contentOf(entries)
  const isFresh = last !== null && registeredAt <= last.receivedAt &&
    Math.abs(msOf(at) - msOf(last.receivedAt)) < ONCE_IN_MS
  return isFresh && (isSame || recentAt(state, at) >= MOST_RECENT)
    ? nothing
    : E.right([
      {
        type: 'StoreObserved',
        data: { fqdn, entries: canonicalEntries(entries), version, observedAt, receivedAt: at },
      },
    ])
}

const isSame = (a: Difference) => (b: Difference): boolean =>
  a.role === b.role && a.kind === b.kind && a.thumbprintSha256 === b.thumbprintSha256 && a.file === b.file

const acceptDrift: Handlers['AcceptDrift'] = ({ fqdn, standing, acceptances, at, ...difference }, state) => {
  const { role, kind, thumbprintSha256, file } = difference
  const found = standing.find(isSame(difference))
  if (found === undefined)
    return E.left({ _tag: 'NoSuchDrift', fqdn, role, kind, thumbprint: thumbprintSha256, file })
  const later = state.acceptances - acceptances
  const isRepeat = found.isAccepted || (later > 0 && state.accepted.slice(-later).some(isSame(difference)))
  return isRepeat
    ? nothing
    : E.right([{ type: 'DriftAccepted', data: { fqdn, role, kind, thumbprintSha256, file, acceptedAt: at } }])
}

/** The observation aggregate: what is seen of a front end, and who put up with what of it. Source: DESIGN 4. */
export const observation: Decider<ObservationCommand, ObservationEvent, ObservationState, ObservationRefusal> = {
  initialState: { last: null, recent: 0, acceptances: 0, accepted: [] },
  decide: decideBy<ObservationState, ObservationCommand, ObservationEvent, ObservationRefusal>({
    RecordObservation: recordObservation,
    AcceptDrift: acceptDrift,
  }),
  evolve: evolveObservation,
}
