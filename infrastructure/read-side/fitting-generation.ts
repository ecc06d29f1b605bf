import { E, type Either } from '../../application/prelude.js'
import { openGeneration, type Generation } from './generation.js'
import { currentGeneration } from './generation-files.js'
import type { Failure, Parts } from './parts.js'
import { isSameLog } from './same-log.js'

/** Opens a generation if it fits: whole, of these projections, of this log, still current. Else Damaged. */
export const fittingGeneration = async (parts: Parts, number: number): Promise<Either<Failure, Generation>> => {
  const { directory, projections, log } = parts
  const opened = openGeneration(directory, number, projections)
  if (E.isLeft(opened)) return opened
  const generation = opened.right
  const checkpoint = generation.checkpoint()
  const same: Either<Failure, boolean> = E.isLeft(checkpoint) ? checkpoint : await isSameLog(log, checkpoint.right)
  const moved = currentGeneration(directory) !== number
  if (E.isRight(same) && same.right && !moved) return opened
  generation.close()
  return E.isLeft(same)
    ? same
    : E.left({ _tag: 'Damaged', path: generation.path, reason: moved ? 'MOVED' : 'OTHER_LOG' })
}
