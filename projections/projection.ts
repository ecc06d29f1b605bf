import type { RecordedEvent } from '../domain/envelope.js'
import { domainEvents, type DomainEvent } from '../domain/events.js'
import type { Rows } from './rows.js'
import type { AnyRow, PartialRow, RowOf, Table } from './table.js'

/** What a projection wants done to its rows: data, not SQL, so that one definition serves every store. */
export type Change =
  /** Insert, or replace the row with the same primary key. */
  | { readonly change: 'put'; readonly table: Table; readonly row: AnyRow }
  /** Set some columns, none of the primary key, of the row with this primary key; nothing where there is none. */
  | { readonly change: 'close'; readonly table: Table; readonly primaryKey: PartialRow; readonly set: PartialRow }
  /** Take the row with this primary key away; nothing where there is none. */
  | { readonly change: 'remove'; readonly table: Table; readonly primaryKey: PartialRow }

/** Insert, or replace the row with the same primary key. */
export const put = <T extends Table>(table: T, row: RowOf<T>): Change => ({ change: 'put', table, row })

/** Set some columns, none of the primary key, of the row with this primary key; nothing where there is none. */
export const close = <T extends Table>(table: T, primaryKey: Partial<RowOf<T>>, set: Partial<RowOf<T>>): Change =>
  ({ change: 'close', table, primaryKey, set })

/** Take the row with this primary key away; nothing where there is none. */
export const remove = <T extends Table>(table: T, primaryKey: Partial<RowOf<T>>): Change =>
  ({ change: 'remove', table, primaryKey })

/** The event with its envelope, by type. */
export type Recorded<Type extends DomainEvent['type']> = Extract<RecordedEvent<DomainEvent>, { readonly type: Type }>

/** What a projection makes of each event type. */
export type Handlers = {
  readonly [Type in DomainEvent['type']]: 'ignored' | ((event: Recorded<Type>, rows: Rows) => ReadonlyArray<Change>)
}

type AnyHandler = 'ignored' | ((event: RecordedEvent<DomainEvent>, rows: Rows) => ReadonlyArray<Change>)

/** One handler for every event type there is. */
export const everyEvent = (handler: AnyHandler): Handlers =>
  Object.fromEntries(Object.keys(domainEvents).map((type) => [type, handler])) as Handlers

/** The handlers of the event types that a projection follows; every other type, also one to come, is ignored. */
export const onlyThese = (handlers: Partial<Handlers>): Handlers => ({ ...everyEvent('ignored'), ...handlers })

/**
 * A view of history. A handler gets events in the order of the log, each once, and sees the rows, its own and those
 * of other projections, as the events before left them. It never rejects a fact and takes nothing from clock or
 * chance: the same events give the same rows. A new `version`, like a new shape of a table, is rebuilt from the start.
 */
export type Projection = {
  readonly name: string
  readonly version: number
  readonly tables: ReadonlyArray<Table>
  readonly on: Handlers
}
