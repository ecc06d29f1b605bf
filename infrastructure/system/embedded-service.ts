import { pipe, TE } from '../../application/prelude.js'
import { embeddedSession, type Embedded } from './embedded-session.js'
import type { Service } from './service.js'
import { streamMeant } from './stream-meant.js'

/** Who is let in, and what is done by itself: made over the same services. */
export type Doors = Pick<Service, 'authenticate' | 'refused' | 'agents' | 'reactions'> & {
  /** Records what still waits to be. */
  readonly settle: () => Promise<unknown>
}

/** A ledger in this process as a server needs it. */
export const embeddedService = (embedded: Embedded, { settle, ...doors }: Doors): Service => {
  const { services, eventLog } = embedded
  return {
    ...embeddedSession(embedded),
    ...doors,
    now: services.clock.now,
    head: eventLog.head,
    follow: eventLog.follow,
    streamOf: (named) => streamMeant(services, named),
    revisionOf: (stream) =>
      pipe(eventLog.readStream(stream, { limit: 0 }), TE.map(({ lastRevision }) => lastRevision)),
    derivedId: services.ids.derived,
    close: async () => {
      await settle()
      await embedded.close()
    },
  }
}
