import type { RowOf, Table } from './table.js'

/** All conditions hold together. A null in `equals` matches null. `openOrAbove`: null, or strictly greater. */
export type RowQuery<T extends Table> = {
  readonly equals?: Partial<RowOf<T>>
  readonly atMost?: Partial<RowOf<T>>
  readonly atLeast?: Partial<RowOf<T>>
  readonly above?: Partial<RowOf<T>>
  readonly below?: Partial<RowOf<T>>
  readonly openOrAbove?: Partial<RowOf<T>>
  readonly openOrAtLeast?: Partial<RowOf<T>>
  readonly orderBy?: ReadonlyArray<readonly [keyof RowOf<T> & string, 'asc' | 'desc']>
  readonly limit?: number
}

/**
 * The rows of the read side as they stand: what projections build on and questions read. Synchronous: the rows
 * are local.
 */
export type Rows = {
  readonly find: <T extends Table>(table: T, query: RowQuery<T>) => ReadonlyArray<RowOf<T>>
  /** As find, but one by one, for answers longer than memory should hold. */
  readonly each: <T extends Table>(table: T, query: RowQuery<T>) => Iterable<RowOf<T>>
}
