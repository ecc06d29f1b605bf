import { E, type Either } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import { catchUp } from './catch-up.js'
import type { Generation } from './generation.js'
import type { Keeper } from './keeper.js'
import type { Failure, Parts } from './parts.js'

type CaughtUp = Either<Failure, Generation>

/** Rows can be ahead of a head that was read before; if they still are of one read after, the log was put back. */
const judged = async ({ log }: Parts, generation: Generation, reached: Position): Promise<CaughtUp> => {
  const head = await log.head()()
  if (E.isLeft(head)) return head
  return reached > head.right
    ? E.left({ _tag: 'Damaged', path: generation.path, reason: 'AHEAD' })
    : E.right(generation)
}

const once = async (parts: Parts, keeper: Keeper, upTo: Position | null): Promise<CaughtUp> => {
  const { log, busyMs } = parts
  const target = upTo === null ? await log.head()() : E.right(upTo)
  if (E.isLeft(target)) return target
  const settled = await keeper.settle()
  if (E.isLeft(settled)) return settled
  const generation = settled.right
  const reached = await catchUp(generation, log, target.right, busyMs)
  const outcome =
    E.isLeft(reached) ? reached
    : upTo === null && reached.right > target.right ? await judged(parts, generation, reached.right)
    : settled
  if (E.isLeft(outcome) && outcome.left._tag === 'Damaged') keeper.condemn(generation)
  return outcome
}

/** The held generation, brought up to a position or to the head; one that proves damaged is replaced, once. */
export const caughtUp = async (parts: Parts, keeper: Keeper, upTo: Position | null): Promise<CaughtUp> => {
  const first = await once(parts, keeper, upTo)
  return E.isLeft(first) && first.left._tag === 'Damaged' ? once(parts, keeper, upTo) : first
}
