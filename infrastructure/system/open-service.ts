import { authenticate } from '../../application/access/authenticate.js'
import type { CommandError, CommandResult } from '../../application/commands/command.js'
import type { EventLog } from '../../application/ports/event-log.js'
import type { ReadFailure } from '../../application/ports.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { activateDueRolls } from '../../application/reactions/activate-due-rolls.js'
import { holdUnprovedRolls } from '../../application/reactions/hold-unproved-rolls.js'
import { planDeliveries } from '../../application/reactions/plan-deliveries.js'
import type { Services } from '../../application/services.js'
import { embeddedService } from './embedded-service.js'
import { openLedger, type LedgerOptions } from './open-ledger.js'
import type { Reaction, Service } from './service.js'

export type ServiceOptions = Omit<LedgerOptions, 'watch'> & {
  /** Put in front of the log by whoever measures it. */
  readonly watch: (eventLog: EventLog) => EventLog
}

const reaction = (name: string, run: TaskEither<CommandError, CommandResult['events']>): Reaction => ({
  name,
  run: pipe(run, TE.map((events) => events.length)),
})

/** A roll is held before it would take effect, and delivered for after it did. */
const reactionsOf = (services: Services): ReadonlyArray<Reaction> => [
  reaction('hold-unproved-rolls', holdUnprovedRolls(services)),
  reaction('activate-due-rolls', activateDueRolls(services)),
  reaction('plan-deliveries', planDeliveries(services)),
]

const noDesk: Service['agents'] = {
  handle: () => TE.left({ _tag: 'Unauthenticated', because: 'unknown' }),
  seen: () => [],
}

/** Opens the ledger of a directory for a server. */
export const openService = (options: ServiceOptions): TaskEither<ReadFailure, Service> =>
  pipe(
    openLedger(options),
    TE.map((embedded) =>
      embeddedService(embedded, {
        authenticate: authenticate(embedded.services),
        refused: () => undefined,
        agents: noDesk,
        reactions: reactionsOf(embedded.services),
        settle: () => Promise.resolve(),
      }),
    ),
  )
