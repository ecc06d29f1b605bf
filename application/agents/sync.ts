import type { CommandError } from '../commands/command.js'
import type { MeantFor } from '../ports/delivery-lookup.js'
import { pipe, TE, type TaskEither } from '../prelude.js'
import { planDeliveries } from '../reactions/plan-deliveries.js'
import type { Services } from '../services.js'
import type { MeantEntry, SyncAnswer } from './protocol.js'
import type { SpeakingAgent } from './speaking-agent.js'

/** How soon an agent is to ask again, in ms: with nothing to do, and with something under way. */
const IDLE_MS = 15_000
const BUSY_MS = 2_000

const entriesOf = ({ entries }: MeantFor): ReadonlyArray<MeantEntry> =>
  entries.flatMap(({ slot, generation, as, certificate, effectiveAt, delivery }) => {
    if (delivery === null) return []
    const { thumbprint, thumbprintSha256, notAfter } = certificate
    const { attempt, challenge, progress } = delivery
    const meant = { slot, generation, attempt, place: as, thumbprint, thumbprintSha256, notAfter }
    return [{ ...meant, effectiveAt, challenge, progress }]
  })

const isUnderWay = ({ progress }: MeantEntry): boolean => progress !== 'proved' && progress !== 'failed'

/**
 * Everything that is meant for the agent's front end now, each with its delivery: what was not asked for yet is asked
 * for first, so that nothing that is meant is left out. What is not listed is not meant any more.
 */
export const syncAnswer = (
  services: Services,
  { fqdn, clockSkewMs }: Pick<SpeakingAgent, 'fqdn' | 'clockSkewMs'>,
): TaskEither<CommandError, SyncAnswer> =>
  pipe(
    planDeliveries(services, [fqdn]),
    TE.chainW(() => services.lookup.meantFor(fqdn, services.clock.now())),
    TE.map((found) => {
      const meant = entriesOf(found)
      return {
        fqdn,
        position: found.position,
        serverTime: services.clock.now(),
        clockSkewMs,
        meant,
        askAgainMs: meant.some(isUnderWay) ? BUSY_MS : IDLE_MS,
      }
    }),
  )
