import { stamped, type Asked, type CommandContext } from '../context.js'
import type { LogFailure } from '../ports/event-log.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'

/** A command of an agent about a delivery: it follows from what asked for its latest attempt, and goes on its story. */
export const followingRequest = (
  services: Pick<Services, 'eventLog' | 'clock' | 'ids'>,
  stream: string,
  asked: Asked,
): TaskEither<LogFailure, CommandContext> =>
  pipe(
    services.eventLog.readStream(stream),
    TE.map(({ events }) => {
      const request = events.findLast(({ type }) => type === 'ReplicationRequested')
      const causationId = request?.id ?? null
      return stamped(services, { ...asked, causationId, correlationId: request?.$correlationId ?? null })
    }),
  )
