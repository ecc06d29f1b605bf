import { onlyThese, put, type Projection } from './projection.js'
import { table } from './table.js'
import { versionColumns } from './versions.js'

/** The settings of the site: versions that supersede each other. `sip_domains` is a JSON array. */
export const siteVersions = table({
  name: 'site_versions',
  columns: { ...versionColumns, site: 'text', sip_domains: 'text', realm: 'text', service_name: 'text' },
  primaryKey: ['site', 'known_from'],
  indexes: [],
})

const on = onlyThese({
  SiteConfigured: ({ data, position }) => [
    put(siteVersions, {
      site: 'site',
      valid_from: data.configuredAt,
      known_from: position,
      sip_domains: JSON.stringify(data.sipDomains),
      realm: data.realm,
      service_name: data.serviceName,
    }),
  ],
})

/** SIP domains, realm and service name, at any moment. */
export const siteSettings: Projection = { name: 'site-settings', version: 1, tables: [siteVersions], on }
