import { assignments } from './assignments.js'
import { auditTimelineProjection } from './audit-timeline.js'
import { causation } from './causation.js'
import { certificateInventory } from './certificate-inventory.js'
import { frontEnds } from './front-ends.js'
import type { Projection } from './projection.js'
import { rollCalendar } from './roll-calendar.js'
import { siteSettings } from './site-settings.js'

/** Every projection of the ledger, in the order in which each event is given to them. */
export const projections: ReadonlyArray<Projection> = [
  assignments,
  certificateInventory,
  rollCalendar,
  siteSettings,
  frontEnds,
  causation,
  auditTimelineProjection,
]
