import type { Instant } from '../domain/values/instant.js'
import { onlyThese, put, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import { table, type RowOf } from './table.js'
import { versionColumns } from './versions.js'

/** The keys that wait to be trusted; all null where none do. */
const pending = {
  pending_fingerprint: 'text?',
  pending_machine: 'text?',
  pending_version: 'text?',
  requested_at: 'text?',
} as const

/** The agent that speaks for the front end; all null where none does. */
const agent = {
  fingerprint: 'text?',
  machine: 'text?',
  version: 'text?',
  enrolled_at: 'text?',
  started_at: 'text?',
  clock_skew_ms: 'integer?',
} as const

/** The last time that somebody else spoke with its identity, and how often that was since it was enrolled. */
const conflicts = {
  conflicts: 'integer',
  conflict_because: 'text?',
  conflict_machine: 'text?',
  conflict_at: 'text?',
} as const

/** Front ends and the agents that speak for them: versions that supersede each other. */
export const frontEndVersions = table({
  name: 'front_end_versions',
  columns: {
    ...versionColumns,
    fqdn: 'text',
    registered_at: 'text',
    decommissioned_at: 'text?',
    /** Until when an invitation that was not used can be. */
    invited_until: 'text?',
    ...pending,
    ...agent,
    ...conflicts,
  },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [],
})

/** Every front end that ever was, once. */
export const frontEndNames = table({
  name: 'front_end_names',
  columns: { fqdn: 'text', known_from: 'integer' },
  primaryKey: ['fqdn'],
  indexes: [],
})

type Version = RowOf<typeof frontEndVersions>
type Event = { readonly data: { readonly fqdn: string }; readonly position: number }
type Content = Omit<Version, 'fqdn' | 'registered_at' | 'valid_from' | 'known_from'>

const nobodyWaits = { pending_fingerprint: null, pending_machine: null, pending_version: null, requested_at: null }
const noConflict = { conflicts: 0, conflict_because: null, conflict_machine: null, conflict_at: null }
const noAgent = {
  fingerprint: null, machine: null, version: null, enrolled_at: null, started_at: null, clock_skew_ms: null,
}

const fresh: Content = {
  decommissioned_at: null, invited_until: null, ...nobodyWaits, ...noAgent, ...noConflict,
}

const latest = (rows: Rows, fqdn: string): Version | undefined =>
  rows.find(frontEndVersions, { equals: { fqdn }, orderBy: [['known_from', 'desc']], limit: 1 })[0]

/** The next version of a front end; nothing where it was never registered. */
const changed = (
  { data: { fqdn }, position }: Event,
  rows: Rows,
  at: Instant,
  change: (before: Version) => Partial<Content>,
): ReadonlyArray<Change> => {
  const before = latest(rows, fqdn)
  return before === undefined
    ? []
    : [put(frontEndVersions, { ...before, ...change(before), valid_from: at, known_from: position })]
}

const registered = ({ data, position }: Recorded<'FrontEndRegistered'>, rows: Rows): ReadonlyArray<Change> => {
  const { fqdn, registeredAt } = data
  const isKnown = rows.find(frontEndNames, { equals: { fqdn }, limit: 1 }).length > 0
  return [
    put(frontEndVersions, {
      ...fresh, fqdn, registered_at: registeredAt, valid_from: registeredAt, known_from: position,
    }),
    ...(isKnown ? [] : [put(frontEndNames, { fqdn, known_from: position })]),
  ]
}

const requested = (event: Recorded<'EnrolmentRequested'>, rows: Rows): ReadonlyArray<Change> => {
  const { fingerprint, machine, version, requestedAt } = event.data
  return changed(event, rows, requestedAt, () => ({
    invited_until: null,
    pending_fingerprint: fingerprint,
    pending_machine: machine,
    pending_version: version,
    requested_at: requestedAt,
  }))
}

/** The new agent has not started yet; its version is that which asked. */
const enrolled = (event: Recorded<'AgentEnrolled'>, rows: Rows): ReadonlyArray<Change> => {
  const { fingerprint, machine, enrolledAt } = event.data
  return changed(event, rows, enrolledAt, ({ pending_version }) => ({
    ...nobodyWaits, ...noAgent, ...noConflict, fingerprint, machine, version: pending_version, enrolled_at: enrolledAt,
  }))
}

const conflicting = (event: Recorded<'IdentityConflictSeen'>, rows: Rows): ReadonlyArray<Change> => {
  const { because, machine, seenAt } = event.data
  return changed(event, rows, seenAt, (before) => ({
    conflicts: before.conflicts + 1, conflict_because: because, conflict_machine: machine, conflict_at: seenAt,
  }))
}

const on = onlyThese({
  FrontEndRegistered: registered,
  AgentInvited: (event, rows) =>
    changed(event, rows, event.data.invitedAt, () => ({ invited_until: event.data.expiresAt })),
  EnrolmentRequested: requested,
  AgentEnrolled: enrolled,
  EnrolmentDeclined: (event, rows) => changed(event, rows, event.data.declinedAt, () => nobodyWaits),
  AgentKeysReplaced: (event, rows) =>
    changed(event, rows, event.data.replacedAt, () => ({ fingerprint: event.data.fingerprint })),
  AgentStarted: (event, rows) =>
    changed(event, rows, event.data.startedAt, () => ({
      version: event.data.version, started_at: event.data.startedAt, clock_skew_ms: event.data.clockSkewMs,
    })),
  IdentityConflictSeen: conflicting,
  ClockSkewSeen: (event, rows) =>
    changed(event, rows, event.data.seenAt, () => ({ clock_skew_ms: event.data.clockSkewMs })),
  FrontEndDecommissioned: (event, rows) =>
    changed(event, rows, event.data.decommissionedAt, () => ({
      ...fresh, decommissioned_at: event.data.decommissionedAt,
    })),
})

/** The servers that are registered, and the agents that speak for them, at any moment. */
export const frontEnds: Projection = {
  name: 'front-ends',
  version: 2,
  tables: [frontEndVersions, frontEndNames],
  on,
}
