import type { RecordedEvent } from '../domain/envelope.js'
import type { DomainEvent } from '../domain/events.js'
import type { RowOf, Table } from './table.js'
import type { Rows } from './rows.js'

/** What a projection wants done to its rows: data, not SQL, so that one definition serves every store. */
export type Change =
  /** Insert, or replace the row with the same primary key. */
  | { readonly change: 'put'; readonly table: Table; readonly row: Readonly<Record<string, string | number | null>> }
  /** Set some columns of the row with this primary key; nothing where there is none. */
  | {
      readonly change: 'close'
      readonly table: Table
      readonly primaryKey: Readonly<Record<string, string | number | null>>
      readonly set: Readonly<Record<string, string | number | null>>
    }
  | {
      readonly change: 'remove'
      readonly table: Table
      readonly primaryKey: Readonly<Record<string, string | number | null>>
    }

export const put = <T extends Table>(table: T, row: RowOf<T>): Change => ({ change: 'put', table, row })
export const close = <T extends Table>(table: T, primaryKey: Partial<RowOf<T>>, set: Partial<RowOf<T>>): Change => ({
  change: 'close',
  table,
  primaryKey: primaryKey as Change extends { primaryKey: infer K } ? K : never,
  set: set as never,
})

/** The event with its envelope, by type. */
export type Recorded<Type extends DomainEvent['type']> = Extract<RecordedEvent<DomainEvent>, { readonly type: Type }>

/** What a projection makes of each event type; `ignored` is said, not defaulted. */
export type Handlers = {
  readonly [Type in DomainEvent['type']]: 'ignored' | ((event: Recorded<Type>, rows: Rows) => ReadonlyArray<Change>)
}

/**
 * A view of history. `apply` gets events in the order of the log, each once, and sees the rows as the events
 * before left them. It never rejects a fact and takes nothing from clock or chance: the same events give the
 * same rows. A new `version` is rebuilt from the beginning.
 */
export type Projection = {
  readonly name: string
  readonly version: number
  readonly tables: ReadonlyArray<Table>
  readonly on: Handlers
}
