import { Position } from '../../domain/values/position.js'

/** The position `steps` later. Throws a RangeError beyond 2^53 - 1, which no log reaches. */
export const positionAfter = (position: number, steps: number): Position => {
  const later = position + steps
  if (!Position.is(later)) throw new RangeError('a log ends at position 9007199254740991')
  return later
}
