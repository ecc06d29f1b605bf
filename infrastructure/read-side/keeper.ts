import { E, type Either } from '../../application/prelude.js'
import { beginning, type Position } from '../../domain/values/position.js'
import { catchUp } from './catch-up.js'
import { positionOf } from './checkpoint.js'
import { fittingGeneration } from './fitting-generation.js'
import type { Generation } from './generation.js'
import { currentGeneration, generationPath } from './generation-files.js'
import type { Failure, Parts } from './parts.js'
import { replaceGeneration } from './replace-generation.js'

type Settled = Either<Failure, Generation>

/** The generation that this process answers from. Not to be asked twice at once. */
export type Keeper = {
  /** Null before the first is settled and after close. */
  readonly held: () => Generation | null
  /** Holds the generation that is current by now; builds one where none fits these projections and this log. */
  readonly settle: () => Promise<Settled>
  /** Notes that a generation is not to be used: the next settle builds another. */
  readonly condemn: (generation: Generation) => void
  readonly close: () => void
}

const MOST_TRIES = 5

const reachedBy = (generation: Generation | null): Position => {
  const checkpoint = generation?.checkpoint()
  return checkpoint !== undefined && E.isRight(checkpoint) ? positionOf(checkpoint.right) : beginning
}

/** What the keeper knows: the generation held, one not to be used, and one that is of other projections. */
type Known = { held: Generation | null; condemned: number | null; foreign: number | null }

/** A generation is held only when it is as far as the one before, so that no answer goes back in time. */
const hold = async ({ log, busyMs }: Parts, known: Known, next: Generation): Promise<Settled> => {
  const reached = await catchUp(next, log, reachedBy(known.held), busyMs)
  if (E.isLeft(reached)) {
    if (reached.left._tag === 'Damaged') known.condemned = next.number
    next.close()
    return reached
  }
  known.held?.close()
  known.held = next
  return E.right(next)
}

/** One attempt to hold what is named current; null where it has to be looked up again. */
const settleOn = async (parts: Parts, known: Known, named: number | null): Promise<Settled | null> => {
  const old = known.held === null || known.held.number === known.condemned ? null : known.held
  if (old !== null && (named === old.number || named === known.foreign)) return E.right(old)
  const unusable = { _tag: 'Damaged', path: generationPath(parts.directory, named ?? 0), reason: 'MISSING' } as const
  const fitting = named === null || named === known.condemned ? E.left(unusable) : await fittingGeneration(parts, named)
  if (E.isRight(fitting)) return hold(parts, known, fitting.right)
  if (fitting.left._tag !== 'Damaged') return fitting
  if (fitting.left.reason === 'SHAPE' && old !== null) {
    known.foreign = named
    return E.right(old)
  }
  const replaced = await replaceGeneration(parts, named)
  return E.isLeft(replaced) ? replaced : null
}

/**
 * Holds nothing at first. Where another process switched to rows of other projections (another version of the program),
 * this one goes on with those that it holds, instead of building against each other.
 */
export const keeper = (parts: Parts): Keeper => {
  const known: Known = { held: null, condemned: null, foreign: null }
  return {
    held: () => known.held,
    settle: async () => {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const settled = await settleOn(parts, known, currentGeneration(parts.directory))
        if (settled !== null) return settled
      }
      return E.left({ _tag: 'ReadSideUnavailable', path: parts.directory, reason: 'UNSETTLED' })
    },
    condemn: (generation) => {
      known.condemned = generation.number
    },
    close: () => {
      known.held?.close()
      known.held = null
    },
  }
}
