import { E, t } from '../../domain/prelude.js'
import type { Rows } from '../rows.js'
import { siteVersions } from '../site-settings.js'
import type { Moment } from '../time.js'
import { versionAt } from '../versions.js'
import { question } from './question.js'

const Texts = t.readonlyArray(t.string)

export type SiteView = {
  readonly sipDomains: ReadonlyArray<string>
  readonly realm: string
  readonly serviceName: string
}

/** The site's settings at a moment; null before they were first given. */
export const siteAt = (rows: Rows, moment: Moment): SiteView | null => {
  const version = versionAt(rows, siteVersions, { site: 'site' }, moment)
  if (version === undefined) return null
  const sipDomains: unknown = JSON.parse(version.sip_domains)
  return { sipDomains: Texts.is(sipDomains) ? sipDomains : [], realm: version.realm, serviceName: version.service_name }
}

/** SIP domains, realm and service name. */
export const showSite = question({
  name: 'ShowSite',
  summary: 'Show the SIP domains, the realm and the service name of the site',
  right: 'ask',
  fields: {},
  answer: (rows, _input, moment) => {
    const site = siteAt(rows, moment)
    return site === null ? E.left({ _tag: 'SiteNotConfigured' }) : E.right({ site })
  },
})
