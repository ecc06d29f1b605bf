import { t } from '../prelude.js'
import { Instant } from '../values/instant.js'
import { SipDomain } from '../values/sip-domain.js'
import { Uuid } from '../values/uuid.js'
import type { MessageOf } from '../messages.js'

/** Everything that can happen to the site. These names are the storage format. */
export const siteEvents = {
  /** The first SIP domain is the default one, and the default realm. Source: FIELD S18, 5.1. */
  SiteConfigured: t.type({
    sipDomains: t.readonlyArray(SipDomain),
    realm: t.string,
    serviceName: Uuid,
    configuredAt: Instant,
  }),
}
export type SiteEvent = MessageOf<typeof siteEvents>
