import { table } from './table.js'
import { versionColumns } from './versions.js'

/**
 * The access of people and services: versions that supersede each other. `roles` is a JSON array; the former token
 * holds until `former_until`, never beyond its own expiry. Digests of tokens stand in the log alone.
 */
export const accessVersions = table({
  name: 'access_versions',
  columns: {
    ...versionColumns,
    subject: 'text',
    kind: 'text',
    roles: 'text',
    token_id: 'text',
    former_id: 'text?',
    former_until: 'text?',
    expires_at: 'text?',
    since: 'text',
    revoked_at: 'text?',
  },
  primaryKey: ['subject', 'known_from'],
  indexes: [],
})

/** Whose token it is: an id names the same subject for ever. */
export const accessTokens = table({
  name: 'access_tokens',
  columns: { token_id: 'text', subject: 'text' },
  primaryKey: ['token_id'],
  indexes: [],
})

/** The agents that speak for their front end alone: versions that supersede each other. */
export const agentVersions = table({
  name: 'agent_access_versions',
  columns: { ...versionColumns, fqdn: 'text', since: 'text', ended_at: 'text?' },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [],
})
