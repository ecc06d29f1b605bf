import { E } from '../../application/prelude.js'
import { limitExceeded, type Opened } from './fault.js'
import type { ReadLimits } from './read-limits.js'

/**
 * Counts what one file has cost so far against its limits. `affords` asks, before anything is computed, whether so many
 * iterations more would do; `spend` records them; `count` records entries. Each refuses once the limit would be passed.
 */
export type Budget = {
  readonly affords: (iterations: number) => Opened<void>
  readonly spend: (iterations: number) => Opened<void>
  readonly count: (entries: number) => Opened<void>
  readonly limits: ReadLimits
}

/** A budget of which nothing is spent. */
export const budgetOf = (limits: ReadLimits): Budget => {
  let spent = 0
  let entered = 0
  const affords = (iterations: number): Opened<void> =>
    spent + iterations > limits.iterations
      ? limitExceeded('iterations', limits.iterations, Number.isFinite(iterations) ? spent + iterations : null)
      : E.right(undefined)
  const spend = (iterations: number): Opened<void> =>
    E.map(() => void (spent += iterations))(affords(iterations))
  const count = (entries: number): Opened<void> => {
    entered += entries
    return entered > limits.entries ? limitExceeded('bags', limits.entries, null) : E.right(undefined)
  }
  return { affords, spend, count, limits }
}
