import type { Instant } from '../domain/values/instant.js'
import { onlyThese, put, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import { table, type RowOf } from './table.js'
import type { Moment } from './time.js'
import { versionAt, versionColumns } from './versions.js'

const columns = {
  fqdn: 'text',
  /** registered or decommissioned. */
  state: 'text',
  /** The position at which it was registered last. */
  registered: 'integer',
  /** The fingerprint of the agent that speaks for it; null while none does. */
  agent: 'text?',
  product_version: 'text?',
  /** When its agent last said something that is on record, and when something was last asked to be delivered. */
  last_report: 'text?',
  last_update: 'text?',
  alarms: 'integer',
} as const

/** A front end as somebody to deliver to: versions that supersede each other. */
export const replicaVersions = table({
  name: 'replica_versions',
  columns: { ...versionColumns, ...columns },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [],
})

/** The narrow table of the present: every front end that ever was, as it is now. */
export const replicas = table({ name: 'replicas', columns, primaryKey: ['fqdn'], indexes: [] })

type Present = RowOf<typeof replicas>

type Event = { readonly data: { readonly fqdn: string }; readonly position: number }

const unseen: Omit<Present, 'fqdn' | 'registered'> = {
  state: 'registered',
  agent: null,
  product_version: null,
  last_report: null,
  last_update: null,
  alarms: 0,
}

const became = ({ position }: Event, at: Instant, row: Present): ReadonlyArray<Change> => [
  put(replicas, row),
  put(replicaVersions, { ...row, valid_from: at, known_from: position }),
]

/** The next version of a front end; nothing where it was never registered. */
const changed = (event: Event, rows: Rows, at: Instant, change: Partial<Present>): ReadonlyArray<Change> => {
  const [row] = rows.find(replicas, { equals: { fqdn: event.data.fqdn }, limit: 1 })
  return row === undefined ? [] : became(event, at, { ...row, ...change })
}

type Reported = Recorded<'CertificateInstalled' | 'PossessionProved' | 'InstallationFailed'>

const reported = (event: Reported, rows: Rows): ReadonlyArray<Change> =>
  changed(event, rows, event.data.reportedAt, { last_report: event.data.reportedAt })

const alarmed = (event: Recorded<'CollectionRefused'>, rows: Rows): ReadonlyArray<Change> => {
  const [row] = rows.find(replicas, { equals: { fqdn: event.data.fqdn }, limit: 1 })
  return changed(event, rows, event.data.refusedAt, { alarms: (row?.alarms ?? 0) + 1 })
}

const on = onlyThese({
  FrontEndRegistered: (event) =>
    became(event, event.data.registeredAt, { ...unseen, fqdn: event.data.fqdn, registered: event.position }),
  FrontEndDecommissioned: (event, rows) =>
    changed(event, rows, event.data.decommissionedAt, { state: 'decommissioned', agent: null }),
  AgentEnrolled: (event, rows) =>
    changed(event, rows, event.data.enrolledAt, { agent: event.data.fingerprint }),
  AgentKeysReplaced: (event, rows) =>
    changed(event, rows, event.data.replacedAt, { agent: event.data.fingerprint }),
  AgentStarted: (event, rows) =>
    changed(event, rows, event.data.startedAt, {
      product_version: event.data.version,
      last_report: event.data.startedAt,
    }),
  StoreObserved: (event, rows) =>
    changed(event, rows, event.data.receivedAt, {
      product_version: event.data.version,
      last_report: event.data.receivedAt,
    }),
  ReplicationRequested: (event, rows) =>
    changed(event, rows, event.data.requestedAt, { last_update: event.data.requestedAt }),
  CertificateInstalled: reported,
  PossessionProved: reported,
  InstallationFailed: reported,
  CollectionRefused: alarmed,
})

/** The front ends as the ledger delivers to them: who speaks for each, when last, and in which version. */
export const replicasProjection: Projection = {
  name: 'replicas',
  version: 1,
  tables: [replicaVersions, replicas],
  on,
}

/** A front end that is registered at a moment. */
export type Replica = RowOf<typeof replicaVersions>

/** The front ends that were registered at a moment, or the one that is named if it was; in the order of their names. */
export const replicasAt = (rows: Rows, moment: Moment, fqdn: string | null = null): ReadonlyArray<Replica> =>
  rows
    .find(replicas, { ...(fqdn === null ? {} : { equals: { fqdn } }), orderBy: [['fqdn', 'asc']] })
    .flatMap((row) => versionAt(rows, replicaVersions, { fqdn: row.fqdn }, moment) ?? [])
    .filter(({ state }) => state === 'registered')
