import { replication } from '../../domain/replication/decide.js'
import { replicationStream } from '../../domain/streams.js'
import type { DomainEvent } from '../../domain/events.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { CommandError, CommandResult } from '../commands/command.js'
import { stamped } from '../context.js'
import type { DeliveryPlan, UnwantedDelivery, WantedDelivery } from '../ports/delivery-lookup.js'
import { E, pipe, RA, T, TE, type TaskEither } from '../prelude.js'
import type { Services } from '../services.js'
import { byScheduler } from './by-scheduler.js'
import { requestDelivery } from './request-delivery.js'

type Planned = TaskEither<CommandError, CommandResult['events']>

/** The id is made from the attempt, so that processes that plan at the same time ask for it once. */
const request = (services: Services, { fqdn, meant, attempt, because, cause }: WantedDelivery): Planned => {
  const stream = replicationStream(fqdn, meant.slot, meant.generation)
  const commandId = services.ids.derived([stream, String(attempt), 'replicate'])
  return requestDelivery(services, stamped(services, byScheduler(commandId, cause)), fqdn, meant, because)
}

const abandon = (services: Services, { fqdn, slot, generation, attempt, because }: UnwantedDelivery): Planned => {
  const stream = replicationStream(fqdn, slot, generation)
  const commandId = services.ids.derived([stream, String(attempt), 'abandon'])
  const context = stamped(services, byScheduler(commandId, null))
  const data = { fqdn, slot, generation, because, at: context.at }
  return pipe(
    services.handle(replication, context, stream, { type: 'AbandonReplication', data }),
    TE.map(({ events }) => events),
  )
}

/** How many are said at once, so that the log commits them together. */
const AT_ONCE = 64

/** Every delivery gets its turn, also beside one that fails; the first failure is told in the end. */
const carriedOut = (services: Services, { wanted, unwanted }: DeliveryPlan): Planned => {
  const steps = [
    ...unwanted.map((delivery) => abandon(services, delivery)),
    ...wanted.map((delivery) => request(services, delivery)),
  ]
  return pipe(
    RA.chunksOf(AT_ONCE)(steps),
    T.traverseSeqArray((some) => T.sequenceArray(some)),
    T.map((results) => pipe(results.flat(), E.sequenceArray, E.map((events) => events.flat()))),
  )
}

/**
 * Asks for what the registered front ends lack, or with null every one of them, asks again for what failed or is
 * overdue, and gives up what is not meant any more. Nothing to do: no event. Repeats and rivals record nothing twice.
 * Source: DESIGN 4.
 */
export const planDeliveries = (services: Services, frontEnds: ReadonlyArray<Fqdn> | null = null): Planned =>
  frontEnds?.length === 0
    ? TE.right([])
    : pipe(
        services.refresh,
        TE.chainW(() => services.lookup.deliveryPlan(frontEnds, services.clock.now())),
        TE.chainW((plan) => carriedOut(services, plan)),
      )

const changing: ReadonlySet<DomainEvent['type']> = new Set<DomainEvent['type']>([
  'CertificateImported', 'PrivateKeyImported', 'PrivateKeyDestroyed', 'CertificateAssigned', 'RollScheduled',
  'RollRescheduled', 'RollCancelled', 'RollActivated', 'RolledBack', 'AssignmentRemoved', 'PreviousRemoved',
  'AssignmentCorrected', 'FrontEndRegistered', 'FrontEndDecommissioned',
])

/** True for an event after which planDeliveries may find something to do at once; all else is a matter of time. */
export const callsForPlanning = ({ type }: Pick<DomainEvent, 'type'>): boolean => changing.has(type)
