import { access } from './access.js'
import { assignments } from './assignments.js'
import { auditTimelineProjection } from './audit-timeline.js'
import { causation } from './causation.js'
import { certificateInventory } from './certificate-inventory.js'
import { deliveries } from './deliveries.js'
import { frontEnds } from './front-ends.js'
import { ledgerKeysProjection } from './ledger-keys.js'
import { observations } from './observations.js'
import type { Projection } from './projection.js'
import { replicasProjection } from './replicas.js'
import { rollCalendar } from './roll-calendar.js'
import { rollPolicies } from './roll-policies.js'
import { siteSettings } from './site-settings.js'
import { slotGenerationsProjection } from './slot-generations.js'

/** Every projection of the ledger, in the order in which each event is given to them. */
export const projections: ReadonlyArray<Projection> = [
  assignments,
  certificateInventory,
  rollCalendar,
  siteSettings,
  frontEnds,
  slotGenerationsProjection,
  rollPolicies,
  replicasProjection,
  deliveries,
  observations,
  ledgerKeysProjection,
  access,
  causation,
  auditTimelineProjection,
]
