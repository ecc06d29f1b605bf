/** The kinds of column that every store has. An instant is text (its width is fixed), a position an integer. */
export type ColumnKind = 'text' | 'integer' | 'text?' | 'integer?'

/** What a cell can hold: well-formed text, a safe integer, or nothing. */
export type Cell = string | number | null

/** A row of some table, when which one does not matter. */
export type AnyRow = Readonly<Record<string, Cell>>

/** Some columns of a row. */
export type PartialRow = Partial<AnyRow>

type CellOf<Kind extends ColumnKind> =
  Kind extends 'text' ? string
  : Kind extends 'integer' ? number
  : Kind extends 'text?' ? string | null
  : number | null

type Columns = Readonly<Record<string, ColumnKind>>

/**
 * A table of the read side, described once for memory and SQLite. Names are snake_case and unique in the read side.
 * Columns of the primary key are never null. An index serves `equals` on its first columns and then a range or an
 * order, in either direction; the primary key is an index too.
 */
export type Table<C extends Columns = Columns> = {
  readonly name: string
  readonly columns: C
  readonly primaryKey: ReadonlyArray<string>
  readonly indexes: ReadonlyArray<ReadonlyArray<string>>
}

/** The row type of a table. */
export type RowOf<T extends Table> = { readonly [Name in keyof T['columns']]: CellOf<T['columns'][Name]> }

type Keyed<C extends Columns> = {
  readonly primaryKey: ReadonlyArray<keyof C & string>
  readonly indexes: ReadonlyArray<ReadonlyArray<keyof C & string>>
}

/** A table with its column types kept; keys and indexes name columns that it has. */
export const table = <const C extends Columns>(spec: Table<C> & Keyed<C>): Table<C> => spec
