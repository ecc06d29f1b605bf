import { replicationStream } from '../../domain/streams.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { CommandError, CommandResult } from '../commands/command.js'
import { stamped } from '../context.js'
import type { DriftToRepair } from '../ports/drift-lookup.js'
import { E, pipe, T, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { byScheduler } from './by-scheduler.js'
import { requestDelivery } from './request-delivery.js'

type Repaired = TaskEither<CommandError, CommandResult['events']>

/** The id is the one of planDeliveries for the same attempt, so that both together ask for it once. */
const redeliver = (services: Services, { fqdn, meant, attempt, cause }: DriftToRepair): Repaired => {
  const stream = replicationStream(fqdn, meant.slot, meant.generation)
  const commandId = services.ids.derived([stream, String(attempt), 'replicate'])
  return requestDelivery(services, stamped(services, byScheduler(commandId, cause)), fqdn, meant, 'drift')
}

/**
 * Delivers again what was proved at a front end and is not in force there any more, unless somebody accepted that: at
 * some front ends, or with null at every one. Nothing is ever issued anew, and files that somebody else put there stay.
 * Repeat: no event. Source: DESIGN 4.
 */
export const repairDrift = (services: Services, frontEnds: ReadonlyArray<Fqdn> | null = null): Repaired =>
  frontEnds?.length === 0
    ? TE.right([])
    : pipe(
        services.refresh,
        TE.chainW(() => services.lookup.driftToRepair(frontEnds, services.clock.now())),
        TE.chainW((drifts) =>
          pipe(
            drifts,
            T.traverseSeqArray((drift) => redeliver(services, drift)),
            T.map((results) => pipe(results, E.sequenceArray, E.map((events) => events.flat()))),
          )),
      )
