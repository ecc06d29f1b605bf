import { accessEvents } from './access/events.js'
import { assignmentEvents } from './assignment/events.js'
import { certificateEvents } from './certificate/events.js'
import { frontEndEvents } from './front-end/events.js'
import { ledgerEvents } from './ledger/events.js'
import { observationEvents } from './observation/events.js'
import { replicationEvents } from './replication/events.js'
import { rollPolicyEvents } from './roll-policy/events.js'
import { siteEvents } from './site/events.js'
import type { MessageOf } from './messages.js'

/** Every event of the ledger with the codec of its content, keyed by type. */
export const domainEvents = {
  ...certificateEvents,
  ...assignmentEvents,
  ...siteEvents,
  ...frontEndEvents,
  ...rollPolicyEvents,
  ...replicationEvents,
  ...observationEvents,
  ...accessEvents,
  ...ledgerEvents,
}

/** The union of all events. */
export type DomainEvent = MessageOf<typeof domainEvents>

/** The schema version that is written today, for every type; older ones are lifted on read. */
export const currentSchemaVersion = 1
