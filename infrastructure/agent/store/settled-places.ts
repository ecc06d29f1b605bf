import type { MeantEntry } from '../../../application/agents/protocol.js'
import { plusMs, type Instant } from '../../../domain/values/instant.js'
import type { Place } from '../../../domain/values/place.js'
import { allPlaces, heldIn, type Held, type Places } from './manifest.js'

/** Two clocks that agree to this are not taken back and forth across an effective instant, in ms. */
const CLOSE_MS = 5_000

type Meant = { readonly [P in Place]: MeantEntry | null }

const isSame = (held: Held, entry: MeantEntry): boolean =>
  held.generation === entry.generation && held.thumbprintSha256 === entry.thumbprintSha256

const isDue = (staged: MeantEntry, current: Held | null, now: Instant): boolean => {
  if (staged.effectiveAt === null) return false
  const tolerance = current !== null && isSame(current, staged) ? CLOSE_MS : 0
  return staged.effectiveAt <= plusMs(now, tolerance)
}

/** What is meant to be in each place now: a staged one whose instant has come stands in force. */
const meantNow = (meant: ReadonlyArray<MeantEntry>, { current }: Places, now: Instant): Meant => {
  const at = (place: Place): MeantEntry | null => meant.find((entry) => entry.place === place) ?? null
  const staged = at('staged')
  return staged !== null && isDue(staged, current, now)
    ? { current: staged, previous: at('current'), staged: null }
    : { current: at('current'), previous: at('previous'), staged }
}

/** What stands in the manifest of an entry that is held. */
const known = (held: Held, { effectiveAt, challenge, notAfter }: MeantEntry): Held => ({
  ...held,
  effectiveAt: effectiveAt ?? held.effectiveAt,
  challenge,
  notAfter,
})

/**
 * What the places of a role are to hold, by what is meant and what is there. What is meant and not there yet leaves the
 * current one in force; nothing else that is no longer meant stays. `arrived` is what was written last.
 */
export const settledPlaces = (
  meant: ReadonlyArray<MeantEntry>,
  places: Places,
  now: Instant,
  arrived: Held | null = null,
): Places => {
  const there = [...(arrived === null ? [] : [arrived]), ...heldIn(places)]
  const wanted = meantNow(meant, places, now)
  const found = (place: Place): Held | null => {
    const entry = wanted[place]
    const held = entry === null ? undefined : there.find((candidate) => isSame(candidate, entry))
    return entry === null || held === undefined ? null : known(held, entry)
  }
  const current = found('current') ?? (wanted.current === null ? null : places.current)
  const unless = (held: Held | null): Held | null => (held?.directory === current?.directory ? null : held)
  return { current, previous: unless(found('previous')), staged: unless(found('staged')) }
}

/** The places once the staged certificate took effect; the same places where it has not. Needs no server. */
export const switchedPlaces = (places: Places, now: Instant): Places => {
  const { staged, current } = places
  return staged?.effectiveAt === null || staged === null || staged.effectiveAt > now
    ? places
    : { current: staged, previous: current, staged: null }
}

/** The most important place that leads elsewhere afterwards; null where none does. */
export const changedPlace = (before: Places, after: Places): Place | null =>
  allPlaces.find((place) => before[place]?.directory !== after[place]?.directory) ?? null
