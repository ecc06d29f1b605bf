import { assignmentStream } from '../../domain/streams.js'
import type { Slot } from '../../domain/values/slot.js'
import type { Uuid } from '../../domain/values/uuid.js'
import type { Cause } from '../ports/delivery-lookup.js'
import type { LogFailure } from '../ports/event-log.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'

/** The event that planned a roll, or last moved it: what becomes of the roll follows from it. */
export const planOf = (
  { eventLog }: Pick<Services, 'eventLog'>,
  slot: Slot,
  rollId: Uuid,
): TaskEither<LogFailure, Cause | null> =>
  pipe(
    eventLog.readStream(assignmentStream(slot)),
    TE.map(({ events }) => {
      const plan = events.findLast(
        (event) => (event.type === 'RollScheduled' || event.type === 'RollRescheduled') && event.data.rollId === rollId,
      )
      if (plan === undefined) return null
      const { id, $correlationId, actor, ticket } = plan
      return { eventId: id, correlationId: $correlationId, actor: actor.name, ticket }
    }),
  )
