import type { Fqdn } from './values/fqdn.js'
import type { Subject } from './values/subject.js'
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

/** What becomes of a roll of a slot that is not proved in time: `rollPolicy-<role>@<scope>`. */
export const rollPolicyStream = (slot: Slot): string => `rollPolicy-${slotText(slot)}`

/** What is delivered to a front end for one generation of a slot: `replication-<fqdn>-<slot>-<generation>`. */
export const replicationStream = (fqdn: Fqdn, slot: Slot, generation: number): string =>
  `replication-${fqdn}-${slotText(slot)}-${generation}`

/** What is seen of a front end: `observation-<fqdn>`. */
export const observationStream = (fqdn: Fqdn): string => `observation-${fqdn}`

/** Who somebody is, and what he may do: `access-<subject>`. */
export const accessStream = (subject: Subject): string => `access-${subject}`

/** Attempts that nobody known made, or an agent. */
export const refusedAttemptsStream = 'access'

/** The one stream of the ledger itself. */
export const ledgerStream = 'ledger'
