import type { RowOf, Table } from './table.js'

/**
 * All conditions hold together. A null in `equals` matches null; any other comparison with a null, on either side,
 * fails. `openOrAbove`: null, or strictly greater; `openOrAtLeast`: null, or at least.
 * Text compares by code point; nulls come first.
 */
export type RowQuery<T extends Table> = {
  readonly equals?: Partial<RowOf<T>>
  readonly atMost?: Partial<RowOf<T>>
  readonly atLeast?: Partial<RowOf<T>>
  readonly above?: Partial<RowOf<T>>
  readonly below?: Partial<RowOf<T>>
  readonly openOrAbove?: Partial<RowOf<T>>
  readonly openOrAtLeast?: Partial<RowOf<T>>
  /** Rows equal in all of these follow the primary key, in the direction of the last one (`asc` if there is none). */
  readonly orderBy?: ReadonlyArray<readonly [keyof RowOf<T> & string, 'asc' | 'desc']>
  /** At most so many rows; a whole number, 0 or more. */
  readonly limit?: number
}

/**
 * The rows of the read side as they stand: what projections build on and questions read. Synchronous: the rows are
 * local. A row that was given out never changes and is not to be changed.
 */
export type Rows = {
  readonly find: <T extends Table>(table: T, query: RowQuery<T>) => ReadonlyArray<RowOf<T>>
  /** As find, but one by one, for answers longer than memory should hold: the rows as when the first was taken. */
  readonly each: <T extends Table>(table: T, query: RowQuery<T>) => Iterable<RowOf<T>>
}
