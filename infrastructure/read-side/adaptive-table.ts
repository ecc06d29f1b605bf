import type { Table } from '../../projections/table.js'
import { isRowNumber } from './choose-index.js'
import type { Backing } from './held-rows.js'
import { withLatestRow } from './latest-row.js'
import { writeBehindTable, type MemoryLimits, type WriteBehindTable } from './write-behind-table.js'

/** A table that gathers its changes in memory where and as long as that is of use. */
export type AdaptiveTable = Backing & { readonly flush: () => void; readonly trim: () => void }

/** Rows that lie by number mostly come once, one after the other: there is nothing to gather. */
const straight = (table: Table, behind: Backing): AdaptiveTable =>
  ({ ...withLatestRow(table, behind), flush: () => undefined, trim: () => undefined })

/** Gathers until it proves that memory cannot answer most questions. */
const gathering = (table: Table, behind: Backing, limits: MemoryLimits): AdaptiveTable => {
  let held: WriteBehindTable | null = writeBehindTable(table, behind, limits)
  return {
    find: (query) => (held ?? behind).find(query),
    put: (row) => (held ?? behind).put(row),
    close: (primaryKey, set) => (held ?? behind).close(primaryKey, set),
    remove: (primaryKey) => (held ?? behind).remove(primaryKey),
    flush: () => held?.flush(),
    trim: () => {
      if (held === null || held.trim()) return
      held.flush()
      held = null
    },
  }
}

/** A table over empty rows, for one long run of changes. */
export const adaptiveTable = (table: Table, behind: Backing, limits: MemoryLimits): AdaptiveTable =>
  isRowNumber(table) ? straight(table, behind) : gathering(table, behind, limits)
