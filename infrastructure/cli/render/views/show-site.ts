import { t } from '../../../../domain/prelude.js'
import { cell } from '../layout/block.js'
import { viewOf } from './view.js'

/** The site's settings. */
export const showSiteView = viewOf(
  'ShowSite',
  t.type({
    site: t.type({ sipDomains: t.readonlyArray(t.string), realm: t.string, serviceName: t.string }),
  }),
  ({ site: { sipDomains, realm, serviceName } }) => [
    {
      _tag: 'Facts',
      facts: [
        ['SIP DOMAINS', cell(sipDomains.join(', '))],
        ['REALM', cell(realm)],
        ['SERVICE NAME', cell(serviceName)],
      ],
    },
  ],
)
