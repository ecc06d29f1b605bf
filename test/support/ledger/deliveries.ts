import { Position } from '../../../domain/values/position.js'
import { meantForEach } from '../../../projections/meant-for.js'
import { openDeliveries } from '../../../projections/delivery-tables.js'
import { replicas } from '../../../projections/replicas.js'
import { decoded } from '../decoded.js'
import { projected } from '../projected.js'
import type { MemoryLedger } from './memory-ledger.js'

const unique = (keys: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(keys)].toSorted()

/** Everything that is meant now for every registered front end: `fqdn slot generation`. */
export const meantKeys = async (ledger: MemoryLedger): Promise<ReadonlyArray<string>> => {
  const events = await ledger.events()
  const rows = projected(events)
  const knownAt = decoded(Position, events.length)
  const moment = { validAt: ledger.clock.now(), knownAt, isPresent: true }
  const meant = meantForEach(rows, moment)
  return unique(
    rows.find(replicas, { equals: { state: 'registered' } }).flatMap(({ fqdn }) =>
      meant(fqdn).map(({ slot, generation }) => `${fqdn} ${slot} ${String(generation)}`)),
  )
}

/** Every delivery that is open: `fqdn slot generation`, each as often as it is. */
export const openKeys = async (ledger: MemoryLedger): Promise<ReadonlyArray<string>> =>
  projected(await ledger.events())
    .find(openDeliveries, {})
    .map(({ fqdn, slot, generation }) => `${fqdn} ${slot} ${String(generation)}`)
    .toSorted()
