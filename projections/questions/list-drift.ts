import { optional } from '../../domain/input/field.js'
import { flagField, fqdnField, oneOfField } from '../../domain/input/fields.js'
import type { DriftKind } from '../../domain/observation/events.js'
import { E } from '../../domain/prelude.js'
import { auditTimeline } from '../audit-timeline.js'
import { driftAt, isPending, type Drift } from '../drift-at.js'
import { observationVersions } from '../observation-tables.js'
import { replicasAt } from '../replicas.js'
import type { Rows } from '../rows.js'
import type { Moment } from '../time.js'
import { versionAt } from '../versions.js'
import { question } from './question.js'

/** Who recorded something, when and why. */
export type Author = {
  readonly position: number
  readonly type: string
  readonly recordedAt: string
  readonly by: string
  readonly reason: string | null
}

/** A certificate as a difference names it. */
type Named = {
  readonly thumbprint: string
  readonly thumbprintSha256: string
  readonly subject: string
  readonly notAfter: string
}

/** How a front end differs from what is intended for it. */
export type DriftView = {
  readonly fqdn: string
  readonly kind: DriftKind
  readonly type: string
  readonly identity: string
  readonly place: string | null
  readonly file: string | null
  /** What it is accepted by; of a missing one that which is meant. */
  readonly thumbprint: string | null
  readonly observed: Named | null
  /** usable, missing, unreadable or otherKey; null where nothing is there. */
  readonly privateKey: string | null
  readonly meant: Named | null
  readonly since: string
  /** The position of what began it: a report of the store, or an assignment. */
  readonly sincePosition: number
  /** When the store was last reported, as far as it is on record. */
  readonly reportedAt: string | null
  readonly under: Author | null
  readonly pending: boolean
  readonly accepted: Author | null
  readonly level: 'critical' | 'warning' | 'notice'
}

const authorAt = (rows: Rows, position: number | null): Author | null => {
  const [row] = position === null ? [] : rows.find(auditTimeline, { equals: { position }, limit: 1 })
  return row === undefined
    ? null
    : {
        position: row.position,
        type: row.type,
        recordedAt: row.recorded_at,
        by: row.actor_name,
        reason: row.reason,
      }
}

/** What is in force counts for more than what is not, or lies beside it. */
const levelOf = (drift: Drift, pending: boolean): DriftView['level'] => {
  if (pending || drift.accepted !== null) return 'notice'
  return drift.place === 'current' ? 'critical' : 'warning'
}

const namedOf = ({ thumbprint, thumbprintSha256, subject, notAfter }: Named): Named => ({
  thumbprint,
  thumbprintSha256,
  subject,
  notAfter,
})

const driftView = (rows: Rows, moment: Moment) => (drift: Drift): DriftView => {
  const { fqdn, kind, role, scope, place, file, certificate, observed, meant, since, under, accepted } = drift
  const pending = isPending(drift, moment)
  return {
    fqdn,
    kind,
    type: role,
    identity: scope,
    place,
    file,
    thumbprint: certificate?.thumbprint ?? null,
    observed: observed === null || observed.certificate === null ? null : namedOf(observed.certificate),
    privateKey: observed?.privateKey ?? null,
    meant: meant === null ? null : namedOf(meant.certificate),
    since: since.at,
    sincePosition: since.position,
    reportedAt: versionAt(rows, observationVersions, { fqdn }, moment)?.valid_from ?? null,
    under: authorAt(rows, under),
    pending,
    accepted: authorAt(rows, accepted),
    level: levelOf(drift, pending),
  }
}

const driftKinds: ReadonlyArray<DriftKind> = ['missing', 'foreign', 'stale', 'unreadable']

/** What is installed other than intended, since when, and under which assignment. Source: DESIGN 4, FIELD S9. */
export const listDrift = question({
  name: 'ListDrift',
  summary: 'Show where what is installed on a front end differs from what is intended',
  right: 'ask',
  fields: {
    fqdn: optional(fqdnField),
    kind: optional(oneOfField('only this kind of difference', driftKinds)),
    all: flagField('also what is accepted, and what may be a mere delay'),
  },
  answer: (rows, { fqdn, kind, all }, moment) => {
    if (fqdn !== null && replicasAt(rows, moment, fqdn).length === 0)
      return E.left({ _tag: 'FrontEndNotKnownThen', fqdn })
    const drift = driftAt(rows, moment, fqdn)
      .filter((one) => kind === null || one.kind === kind)
      .map(driftView(rows, moment))
      .filter(({ pending, accepted }) => all || (!pending && accepted === null))
    return E.right({ drift })
  },
})
