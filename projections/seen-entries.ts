import { canonicalJson } from '../domain/log/canonical-json.js'
import { t } from '../domain/prelude.js'
import { Instant } from '../domain/values/instant.js'
import { ObservedEntry } from '../domain/values/observed-entry.js'
import { Place } from '../domain/values/place.js'

/** When something was seen first as it is: the instant of the report, and its position. */
const Since = t.type({ at: Instant, position: t.number })
export type Since = t.TypeOf<typeof Since>

/** What stands in a place or a file of a store; `holds` is null for a place that is empty and was not before. */
const SeenEntry = t.type({
  role: t.string,
  place: t.union([Place, t.null]),
  file: t.union([t.string, t.null]),
  holds: t.union([ObservedEntry, t.null]),
  since: Since,
})
export type SeenEntry = t.TypeOf<typeof SeenEntry>

const SeenEntries = t.readonlyArray(SeenEntry)

type About = Pick<SeenEntry, 'role' | 'place' | 'file'>

const nameOf = ({ role, place, file }: About): string => `${role} ${String(place)} ${file ?? ''}`

const sameEntry = (a: ObservedEntry | null, b: ObservedEntry | null): boolean =>
  a === null || b === null ? a === b : canonicalJson(a) === canonicalJson(b)

/** What is seen now, knowing what was seen before: what did not change keeps its `since`. */
export const seenNow = (
  before: ReadonlyArray<SeenEntry>,
  entries: ReadonlyArray<ObservedEntry>,
  since: Since,
): ReadonlyArray<SeenEntry> => {
  const known = new Map(before.map((seen) => [nameOf(seen), seen]))
  const kept = (about: About, holds: ObservedEntry | null): SeenEntry => {
    const last = known.get(nameOf(about))
    return last !== undefined && sameEntry(last.holds, holds) ? last : { ...about, holds, since }
  }
  const there = entries.map((entry) => kept({ role: entry.role, place: entry.place, file: entry.file }, entry))
  const named = new Set(there.map(nameOf))
  const emptied = before
    .filter((seen) => seen.place === 'current' && !named.has(nameOf(seen)))
    .map(({ role, place, file }) => kept({ role, place, file }, null))
  return [...there, ...emptied]
}

/** As it is kept in a row. */
export const seenText = (seen: ReadonlyArray<SeenEntry>): string => canonicalJson(seen)

/** As it was kept in a row. */
export const seenIn = (text: string): ReadonlyArray<SeenEntry> => {
  const parsed: unknown = JSON.parse(text)
  return SeenEntries.is(parsed) ? parsed : []
}
