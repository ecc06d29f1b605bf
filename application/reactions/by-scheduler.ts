import type { Uuid } from '../../domain/values/uuid.js'
import type { Asked } from '../context.js'
import type { Cause } from '../ports/delivery-lookup.js'

/**
 * What follows by itself: asked for by the scheduler, on behalf of whoever caused it, in the same story and under the
 * same ticket. The command id is made from the cause, so that any number of processes do it once.
 */
export const byScheduler = (commandId: Uuid, cause: Cause | null, reason: string | null = null): Asked => ({
  actor: { kind: 'scheduler', name: 'certledger', onBehalfOf: cause?.actor ?? null },
  origin: { face: 'scheduler', address: null },
  reason,
  ticket: cause?.ticket ?? null,
  commandId,
  correlationId: cause?.correlationId ?? null,
  causationId: cause?.eventId ?? null,
  dryRun: false,
})
