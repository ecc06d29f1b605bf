import { t } from '../prelude.js'
import { Fqdn } from '../values/fqdn.js'
import { Instant } from '../values/instant.js'
import type { MessageOf } from '../messages.js'

/** Everything that can happen to a front end. These names are the storage format. */
export const frontEndEvents = {
  FrontEndRegistered: t.type({ fqdn: Fqdn, registeredAt: Instant }),
}
export type FrontEndEvent = MessageOf<typeof frontEndEvents>
