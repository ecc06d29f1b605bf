import type { AnyRow, Cell, PartialRow } from '../../projections/table.js'

/** A row with some cells set anew; the row itself stays as it is. */
export const closedRow = (row: AnyRow, set: PartialRow): AnyRow => {
  const next: Record<string, Cell> = { ...row }
  for (const column in set) next[column] = set[column] ?? null
  return next
}
