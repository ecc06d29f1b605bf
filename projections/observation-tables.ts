import { table } from './table.js'
import { versionColumns } from './versions.js'

/** Every report of a store that is on record. `observed_at` is by the clock of its agent. */
export const observationVersions = table({
  name: 'observation_versions',
  columns: { ...versionColumns, fqdn: 'text', observed_at: 'text', product_version: 'text', entries: 'integer' },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [],
})

/** What a store held: a row for each time that it changed. */
export const storeVersions = table({
  name: 'store_versions',
  columns: {
    ...versionColumns,
    fqdn: 'text',
    /** Canonical JSON of SeenEntry, each with when it was seen first as it is. */
    entries: 'text',
    /** The first report since the front end was registered; null before it. */
    first_at: 'text?',
    first_position: 'integer?',
  },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [],
})

/** Differences that somebody took responsibility for. */
export const driftAcceptances = table({
  name: 'drift_acceptances',
  columns: {
    ...versionColumns,
    fqdn: 'text',
    role: 'text',
    kind: 'text',
    certificate: 'text?',
    file: 'text?',
  },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [],
})
