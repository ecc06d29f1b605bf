import type { Change } from '../../projections/projection.js'
import type { Rows } from '../../projections/rows.js'

/** Rows that changes can be made to. */
export type RowStore = {
  readonly rows: Rows
  /** Makes the changes one after the other, in their order. Throws for a change that no table allows: a defect. */
  readonly apply: (changes: ReadonlyArray<Change>) => void
}
