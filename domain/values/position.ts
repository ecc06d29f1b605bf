import { t } from '../prelude.js'

/** @internal */
export interface PositionBrand {
  readonly Position: unique symbol
}

/** A place in the total order of the log: a whole number, larger is later, 0 lies before the first event. */
export const Position = t.brand(
  t.number,
  (n): n is t.Branded<number, PositionBrand> => Number.isSafeInteger(n) && n >= 0,
  'Position',
)
export type Position = t.TypeOf<typeof Position>

/** Before the first event. */
export const beginning = 0 as Position
