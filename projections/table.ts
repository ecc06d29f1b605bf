/**
 * The kinds of column that every store has. An instant is text (fixed width, so text order is time order), a
 * position an integer.
 */
export type ColumnKind = 'text' | 'integer' | 'text?' | 'integer?'

type ValueOf<Kind extends ColumnKind> = Kind extends 'text'
  ? string
  : Kind extends 'integer'
    ? number
    : Kind extends 'text?'
      ? string | null
      : number | null

/**
 * A table of the read side, described once for memory and SQLite. Names are snake_case. `indexes` may hold a
 * column with ` desc`.
 */
export type Table<Columns extends Readonly<Record<string, ColumnKind>> = Readonly<Record<string, ColumnKind>>> = {
  readonly name: string
  readonly columns: Columns
  readonly primaryKey: ReadonlyArray<string>
  readonly indexes: ReadonlyArray<ReadonlyArray<string>>
}

/** The row type of a table. */
export type RowOf<T extends Table> = { readonly [C in keyof T['columns']]: ValueOf<T['columns'][C]> }

/** A table with its column types kept; keys and indexes name columns that are there. */
export const table = <const Columns extends Readonly<Record<string, ColumnKind>>>(
  spec: Table<Columns> & {
    readonly primaryKey: ReadonlyArray<keyof Columns & string>
    readonly indexes: ReadonlyArray<ReadonlyArray<keyof Columns & string>>
  },
): Table<Columns> => spec
