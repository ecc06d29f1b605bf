import { t } from '../domain/prelude.js'
import { AccessRole } from '../domain/values/access-role.js'
import { rightsOf, type Right } from '../domain/values/rights.js'
import { accessVersions, agentVersions } from './access-tables.js'
import type { Rows } from './rows.js'
import type { RowOf } from './table.js'
import type { Moment } from './time.js'
import { versionAt } from './versions.js'

export type AccessState = 'active' | 'expired' | 'revoked'

/** Somebody's access at a moment. `rights` are what it gave then: none once it expired or was revoked. */
export type AccessView = {
  readonly subject: string
  readonly kind: string
  readonly state: AccessState
  readonly roles: ReadonlyArray<string>
  readonly rights: ReadonlyArray<Right>
  /** The tokens that held then, by their ids, the present one first. */
  readonly tokens: ReadonlyArray<{ readonly id: string; readonly until: string | null }>
  /** Since when, in one piece, access was given. */
  readonly since: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
}

const Roles = t.readonlyArray(AccessRole)

const rolesIn = (text: string): ReadonlyArray<AccessRole> => {
  const parsed: unknown = JSON.parse(text)
  return Roles.is(parsed) ? parsed : []
}

type Version = RowOf<typeof accessVersions>

const stateOf = ({ revoked_at, expires_at }: Version, at: string): AccessState => {
  if (revoked_at !== null) return 'revoked'
  return expires_at !== null && expires_at <= at ? 'expired' : 'active'
}

const tokensOf = (row: Version, at: string): AccessView['tokens'] => {
  const former = { id: row.former_id, until: row.former_until }
  const present = { id: row.token_id, until: row.expires_at }
  return former.id === null || former.until === null || former.until <= at
    ? [present]
    : [present, { id: former.id, until: former.until }]
}

const viewOf = (row: Version, { validAt }: Moment): AccessView => {
  const { subject, kind, since, expires_at, revoked_at } = row
  const state = stateOf(row, validAt)
  const roles = rolesIn(row.roles)
  const isActive = state === 'active'
  return {
    subject,
    kind,
    state,
    roles,
    rights: isActive ? rightsOf(roles) : [],
    tokens: isActive ? tokensOf(row, validAt) : [],
    since,
    expiresAt: expires_at,
    revokedAt: revoked_at,
  }
}

const agentView = ({ fqdn, since, ended_at }: RowOf<typeof agentVersions>): AccessView => ({
  subject: fqdn,
  kind: 'agent',
  state: ended_at === null ? 'active' : 'revoked',
  roles: ['agent'],
  rights: [],
  tokens: [],
  since,
  expiresAt: null,
  revokedAt: ended_at,
})

const upTo = ({ validAt, knownAt }: Moment) => ({ valid_from: validAt, known_from: knownAt })

/** Names that have a version by a moment, each once. */
const namesIn = <Row>(found: ReadonlyArray<Row>, nameOf: (row: Row) => string): ReadonlyArray<string> =>
  [...new Set(found.map(nameOf))].toSorted()

/** Everybody who has or had access by a moment, people and services by name, then agents by FQDN. */
export const accessAt = (rows: Rows, moment: Moment): ReadonlyArray<AccessView> => {
  const subjects = namesIn(rows.find(accessVersions, { atMost: upTo(moment) }), ({ subject }) => subject)
  const agents = namesIn(rows.find(agentVersions, { atMost: upTo(moment) }), ({ fqdn }) => fqdn)
  const people = subjects.map((subject) => versionAt(rows, accessVersions, { subject }, moment))
  const enrolled = agents.map((fqdn) => versionAt(rows, agentVersions, { fqdn }, moment))
  return [
    ...people.flatMap((row) => (row === undefined ? [] : [viewOf(row, moment)])),
    ...enrolled.flatMap((row) => (row === undefined ? [] : [agentView(row)])),
  ]
}
