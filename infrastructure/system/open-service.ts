import { authenticate } from '../../application/access/authenticate.js'
import { refusedAttempts, type RefusedAttempts } from '../../application/access/refused-attempts.js'
import { deliveryWork } from '../../application/agents/delivery-work.js'
import { agentDesk, type AgentDesk, type DeskWork } from '../../application/agents/desk.js'
import { observe } from '../../application/agents/observe.js'
import { agentSessions } from '../../application/agents/sessions.js'
import { ledgerSigner } from '../../application/agents/signing-key.js'
import type { CommandError, CommandResult } from '../../application/commands/command.js'
import type { EventLog } from '../../application/ports/event-log.js'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { activateDueRolls } from '../../application/reactions/activate-due-rolls.js'
import { holdUnprovedRolls } from '../../application/reactions/hold-unproved-rolls.js'
import { planDeliveries } from '../../application/reactions/plan-deliveries.js'
import { repairDrift } from '../../application/reactions/repair-drift.js'
import type { Stirred } from '../../application/reactions/stirred.js'
import type { Services } from '../../application/services.js'
import { answerSigner } from '../sealing/answer-signer.js'
import { keySealer } from '../sealing/key-sealer.js'
import { messageVerifier } from '../sealing/message-verifier.js'
import { embeddedService } from './embedded-service.js'
import type { Embedded } from './embedded-session.js'
import { openLedger, type LedgerOptions } from './open-ledger.js'
import type { Reaction, Service } from './service.js'
import type { SessionError } from './session.js'

export type ServiceOptions = Omit<LedgerOptions, 'watch'> & {
  /** Put in front of the log by whoever measures it. */
  readonly watch: (eventLog: EventLog) => EventLog
}

type Recorded = TaskEither<CommandError, CommandResult['events']>

const counted = (run: (stirred: Stirred) => Recorded): Reaction['run'] => (stirred) =>
  pipe(run(stirred), TE.map((events) => events.length))

/** A roll is held before it would take effect, and delivered for after it did. */
const reactionsOf = (services: Services, attempts: RefusedAttempts): ReadonlyArray<Reaction> => [
  { name: 'hold-unproved-rolls', run: counted(() => holdUnprovedRolls(services)) },
  { name: 'activate-due-rolls', run: counted(() => activateDueRolls(services)) },
  { name: 'plan-deliveries', run: counted(({ meant }) => planDeliveries(services, meant)) },
  { name: 'repair-drift', run: counted(({ observed }) => repairDrift(services, observed)) },
  { name: 'record-refused-attempts', run: () => attempts.settle },
]

/** What a store holds is put on record first, so that what is answered follows from it. */
const workOf = (services: Services): DeskWork => {
  const deliveries = deliveryWork({ ...services, keySealer })
  return {
    ...deliveries,
    sync: (agent, message) =>
      pipe(observe(services, agent, message), TE.chainW(() => deliveries.sync(agent, message))),
  }
}

/** The key that the ledger signs with is made where it has none yet. */
const deskOf = (services: Services, attempts: RefusedAttempts): TaskEither<CommandError, AgentDesk> =>
  pipe(
    ledgerSigner({ ...services, answerSigner }),
    TE.map((signer) => {
      const listening = { services, verifier: messageVerifier, sessions: agentSessions(services.ids.fresh()) }
      return agentDesk(listening, signer, workOf(services), attempts.seen)
    }),
  )

const serviceOver = (embedded: Embedded): TaskEither<SessionError, Service> => {
  const { services } = embedded
  const attempts = refusedAttempts(services)
  return pipe(
    deskOf(services, attempts),
    TE.map((agents) =>
      embeddedService(embedded, {
        authenticate: authenticate(services),
        refused: attempts.seen,
        agents,
        reactions: reactionsOf(services, attempts),
        settle: attempts.flush,
      }),
    ),
    TE.orElseFirstTaskK(() => embedded.close),
  )
}

/** Opens the ledger of a directory for a server. */
export const openService = (options: ServiceOptions): TaskEither<SessionError, Service> =>
  pipe(openLedger(options), TE.chainW(serviceOver))
