import type { Rows } from '../../projections/rows.js'
import { faultOf, isOfStore } from './fault-of.js'
import type { Generation } from './generation.js'
import type { Keeper } from './keeper.js'

/** The rows of whichever generation is held. A file that proves damaged is condemned, and the error thrown on. */
export const generationRows = ({ held, condemn }: Keeper): Rows => {
  const present = (): Generation => {
    const generation = held()
    if (generation === null) throw new Error('the read side is closed')
    return generation
  }
  const noticed = (generation: Generation, thrown: unknown): unknown => {
    if (isOfStore(thrown) && faultOf(generation.path, thrown)._tag === 'Damaged') condemn(generation)
    return thrown
  }
  return {
    find: (table, query) => {
      const generation = present()
      try {
        return generation.rows.find(table, query)
      } catch (thrown) {
        throw noticed(generation, thrown)
      }
    },
    *each(table, query) {
      const generation = present()
      try {
        yield* generation.rows.each(table, query)
      } catch (thrown) {
        throw noticed(generation, thrown)
      }
    },
  }
}
