import { accessTokens, accessVersions, agentVersions } from './access-tables.js'
import { onlyThese, put, type Change, type Projection, type Recorded } from './projection.js'
import type { Rows } from './rows.js'
import type { RowOf } from './table.js'

type Version = RowOf<typeof accessVersions>

const latest = (rows: Rows, subject: string): Version | undefined =>
  rows.find(accessVersions, { equals: { subject }, orderBy: [['known_from', 'desc']], limit: 1 })[0]

const ofToken = (token_id: string, subject: string): Change => put(accessTokens, { token_id, subject })

const granted = ({ data, position }: Recorded<'AccessGranted'>, rows: Rows): ReadonlyArray<Change> => {
  const { subject, kind, roles, token, expiresAt, grantedAt } = data
  const before = latest(rows, subject)
  const given = {
    subject,
    kind,
    roles: JSON.stringify(roles),
    expires_at: expiresAt,
    revoked_at: null,
    valid_from: grantedAt,
    known_from: position,
  }
  if (token !== null) {
    const first = { token_id: token.id, former_id: null, former_until: null, since: grantedAt }
    return [put(accessVersions, { ...given, ...first }), ofToken(token.id, subject)]
  }
  return before === undefined ? [] : [put(accessVersions, { ...before, ...given })]
}

const rotated = ({ data, position }: Recorded<'TokenRotated'>, rows: Rows): ReadonlyArray<Change> => {
  const { subject, token, expiresAt, formerUntil, rotatedAt } = data
  const before = latest(rows, subject)
  if (before === undefined) return []
  const rotation = {
    token_id: token.id,
    former_id: before.token_id,
    former_until: formerUntil,
    expires_at: expiresAt,
    valid_from: rotatedAt,
    known_from: position,
  }
  return [put(accessVersions, { ...before, ...rotation }), ofToken(token.id, subject)]
}

const revoked = ({ data, position }: Recorded<'AccessRevoked'>, rows: Rows): ReadonlyArray<Change> => {
  const before = latest(rows, data.subject)
  const { revokedAt } = data
  return before === undefined
    ? []
    : [put(accessVersions, { ...before, revoked_at: revokedAt, valid_from: revokedAt, known_from: position })]
}

const ended = (fqdn: string, at: string, position: number, rows: Rows): ReadonlyArray<Change> => {
  const [before] = rows.find(agentVersions, { equals: { fqdn }, orderBy: [['known_from', 'desc']], limit: 1 })
  return before === undefined || before.ended_at !== null
    ? []
    : [put(agentVersions, { ...before, ended_at: at, valid_from: at, known_from: position })]
}

const on = onlyThese({
  AccessGranted: granted,
  TokenRotated: rotated,
  AccessRevoked: revoked,
  AgentEnrolled: ({ data, position }) => {
    const { fqdn, enrolledAt } = data
    const enrolled = { fqdn, since: enrolledAt, ended_at: null, valid_from: enrolledAt, known_from: position }
    return [put(agentVersions, enrolled)]
  },
  FrontEndDecommissioned: ({ data, position }, rows) => ended(data.fqdn, data.decommissionedAt, position, rows),
})

/** Who had access, and with which roles, at any moment; and whose token it is. */
export const access: Projection = {
  name: 'access',
  version: 1,
  tables: [accessVersions, accessTokens, agentVersions],
  on,
}
