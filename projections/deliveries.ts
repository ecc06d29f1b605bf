import { dueAfterCollection, dueAfterFailure } from '../domain/replication/facts.js'
import { laterOf, type Instant } from '../domain/values/instant.js'
import { slotText, type Slot } from '../domain/values/slot.js'
import { deliveryVersions, openDeliveries } from './delivery-tables.js'
import { close, onlyThese, put, remove, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import type { RowOf } from './table.js'

type Version = RowOf<typeof deliveryVersions>
type Present = RowOf<typeof openDeliveries>
type Delivery = { readonly fqdn: string; readonly slot: Slot; readonly generation: number }
type Named = Pick<Present, 'fqdn' | 'slot' | 'generation'>

const named = ({ fqdn, slot, generation }: Delivery): Named => ({ fqdn, slot: slotText(slot), generation })

const lastVersion = (rows: Rows, delivery: Delivery): Version | undefined =>
  rows.find(deliveryVersions, { equals: named(delivery), orderBy: [['known_from', 'desc']], limit: 1 })[0]

const unreported = {
  collected_at: null,
  installed_at: null,
  proved_at: null,
  served: null,
  failed_at: null,
  reason: null,
  detail: null,
} as const

const requested = ({ data, position }: Recorded<'ReplicationRequested'>, rows: Rows): ReadonlyArray<Change> => {
  const delivery = named(data)
  const { attempt, challenge, because, requestedAt, certificate } = data
  const known = { ...delivery, attempt, challenge, state: 'requested' }
  return [
    put(deliveryVersions, {
      ...known,
      ...unreported,
      certificate: certificate.thumbprintSha256,
      thumbprint: certificate.thumbprint,
      as: data.as,
      because,
      requested_at: requestedAt,
      alarms: lastVersion(rows, data)?.alarms ?? 0,
      valid_from: requestedAt,
      known_from: position,
    }),
    put(openDeliveries, { ...known, due_at: null, cause: position }),
  ]
}

type OnAttempt = Recorded<'KeyCollected' | 'CertificateInstalled' | 'PossessionProved' | 'InstallationFailed'>
type Later = OnAttempt | Recorded<'CollectionRefused' | 'ReplicationAbandoned'>

/** The next version of a delivery; never valid before the one that it follows, whatever an agent's clock says. */
const next = (event: Later, rows: Rows, at: Instant, change: Partial<Version>): ReadonlyArray<Change> => {
  const last = lastVersion(rows, event.data)
  if (last === undefined) return []
  const validFrom = last.valid_from < at ? at : last.valid_from
  return [put(deliveryVersions, { ...last, ...change, valid_from: validFrom, known_from: event.position })]
}

/** A step of the attempt that is under way; `dueAt` undefined leaves it as it was. */
const step = (
  event: OnAttempt,
  rows: Rows,
  at: Instant,
  { dueAt, ...change }: Partial<Version> & { readonly state: string; readonly dueAt?: Instant | null },
): ReadonlyArray<Change> => [
  ...next(event, rows, at, change),
  close(openDeliveries, named(event.data), {
    state: change.state,
    cause: event.position,
    ...(dueAt === undefined ? {} : { due_at: dueAt }),
  }),
]

/** What happened can be reported late, and not before it happened. */
const earlierOf = (happenedAt: Instant, reportedAt: Instant): Instant =>
  laterOf(happenedAt, reportedAt) === happenedAt ? reportedAt : happenedAt

const collected = (event: Recorded<'KeyCollected'>, rows: Rows): ReadonlyArray<Change> => {
  const { collectedAt, attempt } = event.data
  const dueAt = dueAfterCollection(attempt, collectedAt)
  return step(event, rows, collectedAt, { state: 'collected', collected_at: collectedAt, dueAt })
}

const installed = (event: Recorded<'CertificateInstalled'>, rows: Rows): ReadonlyArray<Change> => {
  const { installedAt, reportedAt } = event.data
  const at = earlierOf(installedAt, reportedAt)
  return step(event, rows, at, { state: 'installed', installed_at: installedAt })
}

const proved = (event: Recorded<'PossessionProved'>, rows: Rows): ReadonlyArray<Change> => {
  const { provedAt, reportedAt, served } = event.data
  const at = earlierOf(provedAt, reportedAt)
  return step(event, rows, at, { state: 'proved', proved_at: provedAt, served, dueAt: null })
}

const failed = (event: Recorded<'InstallationFailed'>, rows: Rows): ReadonlyArray<Change> => {
  const { failedAt, reportedAt, reason, detail, attempt } = event.data
  const at = earlierOf(failedAt, reportedAt)
  const dueAt = dueAfterFailure(attempt, reportedAt)
  return step(event, rows, at, { state: 'failed', failed_at: failedAt, reason, detail, dueAt })
}

const on = onlyThese({
  ReplicationRequested: requested,
  KeyCollected: collected,
  CertificateInstalled: installed,
  PossessionProved: proved,
  InstallationFailed: failed,
  CollectionRefused: (event, rows) =>
    next(event, rows, event.data.refusedAt, { alarms: (lastVersion(rows, event.data)?.alarms ?? 0) + 1 }),
  ReplicationAbandoned: (event, rows) => [
    ...next(event, rows, event.data.abandonedAt, { state: 'abandoned' }),
    remove(openDeliveries, named(event.data)),
  ],
})

/** Every delivery to a front end: how far its attempts came, and which of them the scheduler has to follow up. */
export const deliveries: Projection = {
  name: 'deliveries',
  version: 1,
  tables: [deliveryVersions, openDeliveries],
  on,
}
