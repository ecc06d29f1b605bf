import { deliveryVersions, openDeliveries } from './delivery-tables.js'
import { meantForEach, type Meant } from './meant-for.js'
import { replicas } from './replicas.js'
import type { Rows } from './rows.js'
import type { RowOf } from './table.js'
import type { Moment } from './time.js'

type Open = RowOf<typeof openDeliveries>
type Replica = RowOf<typeof replicas>

/** A delivery, or another attempt of one, that is to be asked for. */
export type WantedDelivery = {
  readonly fqdn: string
  readonly meant: Meant
  /** The attempt that it will be. */
  readonly attempt: number
  readonly because: 'assigned' | 'registered' | 'failed' | 'overdue'
  /** The position of the event that it follows from. */
  readonly cause: number
}

/** A delivery that is under way and not meant any more. */
export type UnwantedDelivery = Pick<Open, 'fqdn' | 'slot' | 'generation' | 'attempt'> & {
  readonly because: 'noLongerMeant' | 'decommissioned'
}

/** What is to be said so that every registered front end has one open delivery for everything that is meant for it. */
export type DeliveryPlan = {
  readonly wanted: ReadonlyArray<WantedDelivery>
  readonly unwanted: ReadonlyArray<UnwantedDelivery>
}

const keyOf = (slot: string, generation: number): string => `${slot} ${generation}`

/** One certificate can be meant twice in a slot, as previous and as staged: it is delivered once. */
export const deliveriesOf = (meant: ReadonlyArray<Meant>): ReadonlyArray<Meant> => [
  ...new Map(meant.toReversed().map((one) => [keyOf(one.slot, one.generation), one])).values(),
].toReversed()

const lastAttempt = (rows: Rows, fqdn: string, { slot, generation }: Meant): number =>
  rows.find(deliveryVersions, {
    equals: { fqdn, slot, generation },
    orderBy: [['known_from', 'desc']],
    limit: 1,
  })[0]?.attempt ?? 0

const wantedOf = (
  rows: Rows,
  { fqdn, registered }: Replica,
  meant: Meant,
  open: Open | undefined,
  { validAt }: Moment,
): ReadonlyArray<WantedDelivery> => {
  if (open === undefined) {
    const because = meant.cause < registered ? 'registered' : 'assigned'
    const cause = Math.max(meant.cause, registered)
    return [{ fqdn, meant, attempt: lastAttempt(rows, fqdn, meant) + 1, because, cause }]
  }
  if (open.due_at === null || validAt < open.due_at) return []
  const because = open.state === 'failed' ? 'failed' : 'overdue'
  return [{ fqdn, meant, attempt: open.attempt + 1, because, cause: open.cause }]
}

const planFor = (
  rows: Rows,
  moment: Moment,
  replica: Replica,
  meant: ReadonlyArray<Meant>,
  open: ReadonlyArray<Open>,
): DeliveryPlan => {
  const isRegistered = replica.state === 'registered'
  const deliveries = isRegistered ? deliveriesOf(meant) : []
  const opened = new Map(open.map((row) => [keyOf(row.slot, row.generation), row]))
  const wantedKeys = new Set(deliveries.map(({ slot, generation }) => keyOf(slot, generation)))
  return {
    wanted: deliveries.flatMap((one) =>
      wantedOf(rows, replica, one, opened.get(keyOf(one.slot, one.generation)), moment)),
    unwanted: open
      .filter(({ slot, generation }) => !wantedKeys.has(keyOf(slot, generation)))
      .map(({ fqdn, slot, generation, attempt }) => ({
        fqdn,
        slot,
        generation,
        attempt,
        because: isRegistered ? 'noLongerMeant' : 'decommissioned',
      })),
  }
}

const openByFqdn = (rows: Rows): ReadonlyMap<string, ReadonlyArray<Open>> => {
  const byFqdn = new Map<string, Array<Open>>()
  for (const row of rows.find(openDeliveries, {})) {
    const known = byFqdn.get(row.fqdn)
    if (known === undefined) byFqdn.set(row.fqdn, [row])
    else known.push(row)
  }
  return byFqdn
}

const together = (plans: ReadonlyArray<DeliveryPlan>): DeliveryPlan => ({
  wanted: plans.flatMap(({ wanted }) => wanted),
  unwanted: plans.flatMap(({ unwanted }) => unwanted),
})

type MeantBy = (fqdn: string) => ReadonlyArray<Meant>

const planForSome = (rows: Rows, moment: Moment, frontEnds: ReadonlyArray<string>, meant: MeantBy): DeliveryPlan =>
  together(
    frontEnds
      .flatMap((fqdn) => rows.find(replicas, { equals: { fqdn }, limit: 1 }))
      .map((replica) => {
        const { fqdn } = replica
        return planFor(rows, moment, replica, meant(fqdn), rows.find(openDeliveries, { equals: { fqdn } }))
      }),
  )

const planForAll = (rows: Rows, moment: Moment, meant: MeantBy): DeliveryPlan => {
  const open = openByFqdn(rows)
  return together(
    rows
      .find(replicas, { orderBy: [['fqdn', 'asc']] })
      .map((replica) => planFor(rows, moment, replica, meant(replica.fqdn), open.get(replica.fqdn) ?? [])),
  )
}

/**
 * The plan for every front end at the present moment `moment`, or for those that are named; nothing for one that was
 * never registered. What waits for an agent to collect it simply waits; what failed or is overdue is asked for again
 * once its time has come. Carried out, the plan is empty.
 */
export const deliveryPlan = (
  rows: Rows,
  moment: Moment,
  frontEnds: ReadonlyArray<string> | null = null,
): DeliveryPlan => {
  const meant = meantForEach(rows, moment)
  return frontEnds === null ? planForAll(rows, moment, meant) : planForSome(rows, moment, frontEnds, meant)
}
