import type { Instant } from '../domain/values/instant.js'
import { driftAt, isPending, type Drift } from './drift-at.js'
import { observationVersions, storeVersions } from './observation-tables.js'
import { replicasAt } from './replicas.js'
import type { Rows } from './rows.js'
import { seenIn } from './seen-entries.js'
import type { Moment } from './time.js'
import { versionAt } from './versions.js'

/** How what was seen of a slot differs from what is intended. */
export type ObservedDifference = Pick<Drift, 'kind' | 'place' | 'file'> & {
  readonly since: Instant
  readonly pending: boolean
  readonly accepted: boolean
}

/** What was seen of a slot on a front end. */
export type Observed = {
  readonly fqdn: string
  /** When its store was last put on record. */
  readonly reportedAt: string
  /** The certificate that stands in force there; null where none does, or it cannot be read. */
  readonly thumbprint: string | null
  /** None: it is as intended. */
  readonly differences: ReadonlyArray<ObservedDifference>
}

type Slot = { readonly role: string; readonly scope: string }

const difference = (moment: Moment) => (drift: Drift): ObservedDifference => ({
  kind: drift.kind,
  place: drift.place,
  file: drift.file,
  since: drift.since.at,
  pending: isPending(drift, moment),
  accepted: drift.accepted !== null,
})

/** What was seen of a slot, at a moment, on each front end that holds it and whose agent had reported by then. */
export const observedInSlot = (rows: Rows, moment: Moment, { role, scope }: Slot): ReadonlyArray<Observed> => {
  const only = scope === 'global' ? null : scope
  const drift = driftAt(rows, moment, only).filter((one) => one.role === role)
  return replicasAt(rows, moment, only)
    .filter(({ agent }) => agent !== null)
    .flatMap(({ fqdn }) => {
      const store = versionAt(rows, storeVersions, { fqdn }, moment)
      const report = versionAt(rows, observationVersions, { fqdn }, moment)
      if (store === undefined || report === undefined || store.first_at === null) return []
      const inForce = seenIn(store.entries).find((seen) => seen.role === role && seen.place === 'current')
      return [
        {
          fqdn,
          reportedAt: report.valid_from,
          thumbprint: inForce?.holds?.certificate?.thumbprint ?? null,
          differences: drift.filter((one) => one.fqdn === fqdn).map(difference(moment)),
        },
      ]
    })
}
