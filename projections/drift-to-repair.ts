import { dueAfterFailure } from '../domain/replication/facts.js'
import { Position } from '../domain/values/position.js'
import { openDeliveries } from './delivery-tables.js'
import { driftAt, isPending, type Drift } from './drift-at.js'
import type { Meant } from './meant-for.js'
import { observationVersions } from './observation-tables.js'
import type { Rows } from './rows.js'
import { clockAt, type Moment } from './time.js'

/** A delivery to ask for again, because what it brought is not where it belongs any more. */
export type Repair = {
  readonly fqdn: string
  readonly meant: Meant
  /** The attempt that it will be. */
  readonly attempt: number
  /** The position of the event that it follows from. */
  readonly cause: number
}

const lastReport = (rows: Rows, fqdn: string): number =>
  rows.find(observationVersions, { equals: { fqdn }, orderBy: [['known_from', 'desc']], limit: 1 })[0]?.known_from ?? 0

/** What is asked for, failed or not yet reported on is for the plan of deliveries. */
const repairOf = (rows: Rows, moment: Moment, { fqdn, meant, place, since }: Drift): ReadonlyArray<Repair> => {
  if (meant === null || place === null) return []
  const { slot, generation } = meant
  const [open] = rows.find(openDeliveries, { equals: { fqdn, slot, generation }, limit: 1 })
  if (open === undefined || open.state !== 'proved' || lastReport(rows, fqdn) < open.cause) return []
  const provedAt = Position.is(open.cause) ? clockAt(rows, open.cause) : undefined
  return provedAt === undefined || moment.validAt < dueAfterFailure(open.attempt, provedAt)
    ? []
    : [{ fqdn, meant, attempt: open.attempt + 1, cause: since.position }]
}

const isFirst = ({ fqdn, meant }: Repair, index: number, all: ReadonlyArray<Repair>): boolean =>
  all.findIndex((other) =>
    other.fqdn === fqdn && other.meant.slot === meant.slot && other.meant.generation === meant.generation) === index

/**
 * What is to be delivered again at the present moment, to one front end or to all: it was proved there, the store was
 * reported since, and differs; it is neither pending nor accepted. After each attempt it waits longer, as after a
 * failure.
 */
export const driftToRepair = (rows: Rows, moment: Moment, fqdn: string | null = null): ReadonlyArray<Repair> =>
  driftAt(rows, moment, fqdn)
    .filter((drift) => drift.accepted === null && !isPending(drift, moment))
    .flatMap((drift) => repairOf(rows, moment, drift))
    .filter(isFirst)
