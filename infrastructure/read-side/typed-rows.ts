import type { AnyRow, RowOf, Table } from '../../projections/table.js'

const areRowsOf = <T extends Table>(_table: T, rows: ReadonlyArray<AnyRow>): rows is ReadonlyArray<RowOf<T>> =>
  Array.isArray(rows)

const isRowOf = <T extends Table>(_table: T, row: AnyRow): row is RowOf<T> => typeof row === 'object'

/** Rows of a store under the type of their table: only rows of that type were ever put there. */
export const typedRows = <T extends Table>(table: T, rows: ReadonlyArray<AnyRow>): ReadonlyArray<RowOf<T>> =>
  areRowsOf(table, rows) ? rows : []

/** As typedRows, one by one as they are taken. */
export function* typedEach<T extends Table>(table: T, rows: Iterable<AnyRow>): Iterable<RowOf<T>> {
  for (const row of rows) if (isRowOf(table, row)) yield row
}
