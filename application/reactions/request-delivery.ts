import { replication } from '../../domain/replication/decide.js'
import type { DeliveryCause } from '../../domain/replication/commands.js'
import { replicationStream } from '../../domain/streams.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { CommandError, CommandResult } from '../commands/command.js'
import type { CommandContext } from '../context.js'
import type { MeantCertificate } from '../ports/delivery-lookup.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'

/**
 * Asks for a delivery, or for another attempt, of something that is meant for a front end. The challenge is drawn anew
 * for every attempt. Repeat while nobody has collected it: no event.
 */
export const requestDelivery = (
  services: Pick<Services, 'handle' | 'ids'>,
  context: CommandContext,
  fqdn: Fqdn,
  { slot, generation, certificate, as }: MeantCertificate,
  because: DeliveryCause,
): TaskEither<CommandError, CommandResult['events']> =>
  pipe(
    services.handle(replication, context, replicationStream(fqdn, slot, generation), {
      type: 'ReplicateToFrontEnd',
      data: { fqdn, slot, generation, certificate, as, challenge: services.ids.fresh(), because, at: context.at },
    }),
    TE.map(({ events }) => events),
  )
