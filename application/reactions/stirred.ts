import type { DomainEvent } from '../../domain/events.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import { callsForPlanning } from './plan-deliveries.js'

/** Some front ends, or with null every one. */
export type Concerned = ReadonlyArray<Fqdn> | null

/** What was recorded since reactions last ran, as far as it matters to them. */
export type Stirred = {
  /** For whom something else may be meant. */
  readonly meant: Concerned
  /** Whose store was reported. */
  readonly observed: Concerned
}

/** Whatever may have been recorded, or have fallen due by the clock: every front end is looked at. */
export const allStirred: Stirred = { meant: null, observed: null }

/** Whom an event concerns, whose planning it calls for: a server, or with null everyone. */
const meantBy = ({ data }: Pick<DomainEvent, 'data'>): Fqdn | null => {
  if ('slot' in data) return data.slot.scope === 'global' ? null : data.slot.scope
  return 'fqdn' in data ? data.fqdn : null
}

/** Gathers what events stir until it is taken, in memory that does not grow with their number. */
export type Stirring = { readonly add: (event: DomainEvent) => void; readonly take: () => Stirred }

/** Nothing is stirred yet. */
export const stirring = (): Stirring => {
  const meant = new Set<Fqdn>()
  const observed = new Set<Fqdn>()
  let isForAll = false
  return {
    add: (event) => {
      if (event.type === 'StoreObserved') observed.add(event.data.fqdn)
      if (isForAll || !callsForPlanning(event)) return
      const fqdn = meantBy(event)
      if (fqdn === null) isForAll = true
      else meant.add(fqdn)
    },
    take: () => {
      const taken = { meant: isForAll ? null : [...meant], observed: [...observed] }
      isForAll = false
      meant.clear()
      observed.clear()
      return taken
    },
  }
}
