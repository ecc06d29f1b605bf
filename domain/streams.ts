import type { Fqdn } from './values/fqdn.js'
import { slotText, type Slot } from './values/slot.js'
import type { ThumbprintSha256 } from './values/thumbprint.js'

/** The stream of a certificate: `certificate-<SHA-256 of its DER>`. */
export const certificateStream = (certificate: ThumbprintSha256): string => `certificate-${certificate}`

/** The stream of a slot: `assignment-<role>@<scope>`. */
export const assignmentStream = (slot: Slot): string => `assignment-${slotText(slot)}`

/** The stream of a front end: `frontEnd-<fqdn>`. */
export const frontEndStream = (fqdn: Fqdn): string => `frontEnd-${fqdn}`

/** The one stream of the site. */
export const siteStream = 'site'
