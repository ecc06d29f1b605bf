import type { Place } from '../domain/values/place.js'
import type { Meant } from './meant-for.js'
import type { SeenEntry } from './seen-entries.js'

/** Something that is not as it is meant: by kind, or `otherCertificate` where its history tells whether it is stale. */
export type RawDifference = {
  readonly kind: 'missing' | 'unreadable' | 'otherCertificate' | 'file'
  readonly role: string
  readonly place: Place | null
  /** null for a place that never held anything. */
  readonly seen: SeenEntry | null
  /** What is meant to stand there, if anything is. */
  readonly meant: Meant | null
}

type Holds = SeenEntry['holds']

const holdsCertificate = (holds: Holds, { certificate }: Meant): boolean =>
  holds?.certificate?.thumbprintSha256 === certificate.thumbprintSha256

const inPlace = (seen: SeenEntry, place: Place, meant: ReadonlyArray<Meant>): ReadonlyArray<RawDifference> => {
  const { role, holds } = seen
  const wanted = meant.find(({ as }) => as === place) ?? null
  if (holds === null) return []
  if (holds.certificate === null) return [{ kind: 'unreadable', role, place, seen, meant: wanted }]
  const serves = meant.find((one) => holdsCertificate(holds, one) && (place !== 'current' || one.as === 'current'))
  if (serves === undefined) return [{ kind: 'otherCertificate', role, place, seen, meant: wanted }]
  return holds.privateKey === 'usable' ? [] : [{ kind: 'unreadable', role, place, seen, meant: serves }]
}

const missing = (role: string, seen: ReadonlyArray<SeenEntry>, meant: ReadonlyArray<Meant>) => {
  const wanted = meant.find(({ as }) => as === 'current')
  const there = seen.find(({ place }) => place === 'current') ?? null
  return wanted === undefined || (there !== null && there.holds !== null)
    ? []
    : [{ kind: 'missing', role, place: 'current', seen: there, meant: wanted } as const]
}

const ofRole = (
  role: string,
  seen: ReadonlyArray<SeenEntry>,
  meant: ReadonlyArray<Meant>,
): ReadonlyArray<RawDifference> => [
  ...missing(role, seen, meant),
  ...seen.flatMap((one): ReadonlyArray<RawDifference> =>
    one.place === null
      ? [{ kind: 'file', role, place: null, seen: one, meant: null }]
      : inPlace(one, one.place, meant)),
]

/**
 * What is intended for a front end against what was seen of its store. In force must be what is current; in the other
 * places may stand whatever is meant for the slot. Every file that its agent did not put there differs. Source: S9.
 */
export const differencesOf = (
  seen: ReadonlyArray<SeenEntry>,
  meant: ReadonlyArray<Meant>,
): ReadonlyArray<RawDifference> => {
  const roles = new Set([...meant.map(({ role }) => role), ...seen.map(({ role }) => role)])
  return [...roles].toSorted().flatMap((role) =>
    ofRole(role, seen.filter((one) => one.role === role), meant.filter((one) => one.role === role)))
}
