import type { DriftKind } from '../domain/observation/events.js'
import { Instant, laterOf, plusMs } from '../domain/values/instant.js'
import type { ObservedEntry } from '../domain/values/observed-entry.js'
import type { Place } from '../domain/values/place.js'
import { differencesOf, type RawDifference } from './differences-of.js'
import { intentions, type Intention } from './intention.js'
import { meantFor, meantForEach, type Meant } from './meant-for.js'
import { driftAcceptances, storeVersions } from './observation-tables.js'
import { replicasAt, type Replica } from './replicas.js'
import type { Rows } from './rows.js'
import { seenIn, type Since } from './seen-entries.js'
import { generationAt } from './slot-generations.js'
import type { RowOf } from './table.js'
import type { Moment } from './time.js'
import { versionAt } from './versions.js'

/** A difference between what is intended for a front end and what was seen of its store. */
export type Drift = {
  readonly fqdn: string
  readonly kind: DriftKind
  readonly role: string
  readonly scope: string
  /** null for a file that its agent did not put there. */
  readonly place: Place | null
  readonly file: string | null
  /** What it goes by: the certificate that is there, or for a missing one the one that is not. */
  readonly certificate: { readonly thumbprint: string; readonly thumbprintSha256: string } | null
  readonly observed: ObservedEntry | null
  readonly meant: Meant | null
  readonly since: Since
  /** The position of the event that made the slot what it is. */
  readonly under: number | null
  /** Until then it may be a mere delay; null for what no agent puts right. */
  readonly pendingUntil: Instant | null
  /** The position at which somebody took responsibility for it as it stands. */
  readonly accepted: number | null
}

/** How long an agent may take to bring about what is meant, in ms. */
const GRACE_MS = 120_000

type Store = RowOf<typeof storeVersions>

type Look = { readonly rows: Rows; readonly moment: Moment; readonly fqdn: string; readonly first: Since }

const kindOf = ({ rows, moment }: Look, { kind, seen }: RawDifference, { slot }: Intention): DriftKind => {
  if (kind === 'file') return 'foreign'
  if (kind !== 'otherCertificate') return kind
  const certificate = seen?.holds?.certificate?.thumbprintSha256
  return certificate !== undefined && generationAt(rows, slot, certificate, moment) !== undefined ? 'stale' : 'foreign'
}

const latest = (a: Since, b: Since): Since => ({
  at: laterOf(a.at, b.at),
  position: Math.max(a.position, b.position),
})

/** A file is what it is whatever is intended; a place differs since it is so and since something else is intended. */
const sinceOf = ({ first }: Look, { place, seen }: RawDifference, { since, cause }: Intention): Since => {
  const observed = seen?.since ?? first
  return place === null ? observed : latest(observed, { at: since ?? observed.at, position: cause ?? 0 })
}

const pendingUntil = ({ first }: Look, { kind }: RawDifference, { askedAt }: Intention): Instant | null =>
  kind === 'file' || kind === 'unreadable'
    ? null
    : plusMs(askedAt === null ? first.at : laterOf(askedAt, first.at), GRACE_MS)

type Named = Pick<Drift, 'kind' | 'role' | 'certificate' | 'file' | 'since'>

const acceptedAt = ({ rows, moment, fqdn }: Look, { kind, role, certificate, file, since }: Named): number | null =>
  rows.find(driftAcceptances, {
    equals: { fqdn, role, kind, certificate: certificate?.thumbprintSha256 ?? null, file },
    atMost: { valid_from: moment.validAt, known_from: moment.knownAt },
    atLeast: { valid_from: since.at },
    above: { known_from: since.position },
    orderBy: [['known_from', 'desc']],
    limit: 1,
  })[0]?.known_from ?? null

const driftOf = (look: Look, difference: RawDifference, intention: Intention): Drift => {
  const { role, place, seen, meant } = difference
  const observed = seen?.holds ?? null
  const certificate = difference.kind === 'missing' ? (meant?.certificate ?? null) : (observed?.certificate ?? null)
  const kind = kindOf(look, difference, intention)
  const named = {
    kind,
    role,
    certificate: certificate === null
      ? null
      : { thumbprint: certificate.thumbprint, thumbprintSha256: certificate.thumbprintSha256 },
    file: seen?.file ?? null,
    since: sinceOf(look, difference, intention),
  }
  return {
    fqdn: look.fqdn,
    ...named,
    scope: intention.scope,
    place,
    observed,
    meant: place === null ? intention.current : meant,
    under: intention.cause,
    pendingUntil: pendingUntil(look, difference, intention),
    accepted: acceptedAt(look, named),
  }
}

const firstOf = ({ first_at: at, first_position: position }: Store): Since | null =>
  Instant.is(at) && position !== null ? { at, position } : null

const driftOn = (rows: Rows, moment: Moment, { fqdn }: Replica, meant: ReadonlyArray<Meant>): ReadonlyArray<Drift> => {
  const store = versionAt(rows, storeVersions, { fqdn }, moment)
  const first = store === undefined ? null : firstOf(store)
  if (store === undefined || first === null) return []
  const look = { rows, moment, fqdn, first }
  const intentionOf = intentions(rows, moment, fqdn, meant)
  return differencesOf(seenIn(store.entries), meant).map((difference) =>
    driftOf(look, difference, intentionOf(difference.role)))
}

/**
 * How the front ends differed from what was intended at a moment, or the one that is named: only those whose agent was
 * enrolled then and had reported its store since they were registered. What is pending or accepted is among it.
 */
export const driftAt = (rows: Rows, moment: Moment, fqdn: string | null = null): ReadonlyArray<Drift> => {
  const watched = replicasAt(rows, moment, fqdn).filter(({ agent }) => agent !== null)
  if (fqdn !== null) return watched.flatMap((replica) => driftOn(rows, moment, replica, meantFor(rows, fqdn, moment)))
  const meant = meantForEach(rows, moment)
  return watched.flatMap((replica) => driftOn(rows, moment, replica, meant(replica.fqdn)))
}

/** True for what may be a mere delay. */
export const isPending = ({ pendingUntil: until }: Drift, { validAt }: Moment): boolean =>
  until !== null && validAt < until
