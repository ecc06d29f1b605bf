import type { Block, Cell, Column } from '../layout/block.js'

/** A column of a table: its title, what each row shows there, and whether only `-o wide` has it. */
export type Shown<A> = Column & { readonly of: (row: A) => Cell; readonly wide?: true }

/** Never broken: names, numbers, digests, times. */
export const whole = <A>(title: string, of: (row: A) => Cell): Shown<A> => ({ title, least: null, of })

/** Broken into lines where room is scarce: subjects, sentences, lists; `least` columns are enough for any. */
export const wrapped = <A>(title: string, of: (row: A) => Cell, least = 20): Shown<A> => ({ title, least, of })

/** The same column, in `-o wide` only. */
export const onlyWide = <A>(column: Shown<A>): Shown<A> => ({ ...column, wide: true })

/** A table of rows; the first `heading` columns name a row. */
export const tableOf = <A>(
  shown: ReadonlyArray<Shown<A>>,
  rows: ReadonlyArray<A>,
  isWide: boolean,
  heading: number,
): Block => {
  const columns = shown.filter(({ wide }) => isWide || wide !== true)
  return { _tag: 'Table', columns, heading, rows: rows.map((row) => columns.map(({ of }) => of(row))) }
}
