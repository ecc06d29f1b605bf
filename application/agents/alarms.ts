import { frontEnd } from '../../domain/front-end/decide.js'
import { frontEndStream } from '../../domain/streams.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Uuid } from '../../domain/values/uuid.js'
import type { CommandError } from '../commands/command.js'
import { stamped, type Asked } from '../context.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'

type Deciding = Pick<Services, 'handle' | 'clock' | 'ids'>

/** Puts on record that somebody else speaks with this identity, once for each process. */
export const recordIdentityConflict = (
  services: Deciding,
  asked: Asked,
  conflict: {
    readonly fqdn: Fqdn
    readonly instance: Uuid
    readonly machine: string
    readonly because: 'otherMachine' | 'supersededInstance'
  },
): TaskEither<CommandError, unknown> => {
  const context = stamped(services, asked)
  const data = { ...conflict, at: context.at }
  return services.handle(frontEnd, context, frontEndStream(conflict.fqdn), { type: 'RecordIdentityConflict', data })
}

/** Puts on record that the clock of an agent is wrong, or right again; nothing else follows from it. */
export const recordClockSkew = (
  services: Deciding,
  asked: Asked,
  fqdn: Fqdn,
  clockSkewMs: number,
): TaskEither<CommandError, void> => {
  const context = stamped(services, asked)
  return pipe(
    services.handle(frontEnd, context, frontEndStream(fqdn), {
      type: 'RecordClockSkew',
      data: { fqdn, clockSkewMs, at: context.at },
    }),
    TE.map(() => undefined),
  )
}
