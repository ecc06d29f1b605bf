import { onlyThese, put, type Projection } from './projection.js'
import { table } from './table.js'
import { versionColumns } from './versions.js'

/** Front ends: versions that supersede each other. */
export const frontEndVersions = table({
  name: 'front_end_versions',
  columns: { ...versionColumns, fqdn: 'text', registered_at: 'text' },
  primaryKey: ['fqdn', 'known_from'],
  indexes: [],
})

const on = onlyThese({
  FrontEndRegistered: ({ data, position }) => [
    put(frontEndVersions, {
      fqdn: data.fqdn,
      registered_at: data.registeredAt,
      valid_from: data.registeredAt,
      known_from: position,
    }),
  ],
})

/** The servers that are registered, at any moment. */
export const frontEnds: Projection = { name: 'front-ends', version: 1, tables: [frontEndVersions], on }
