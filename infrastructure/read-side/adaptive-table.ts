import type { Table } from '../../projections/table.js'
import { isRowNumber } from './choose-index.js'
import type { Backing } from './held-rows.js'
import { writeBehindTable, type MemoryLimits, type WriteBehindTable } from './write-behind-table.js'

/** A table that gathers its changes in memory as long as that is of use. */
export type AdaptiveTable = Backing & Pick<WriteBehindTable, 'flush'> & { readonly trim: () => void }

/**
 * An empty table. Rows that lie by number mostly come once, one after the other, so they are held only once somebody
 * asks for them; rows whose questions memory cannot answer are held no more.
 */
export const adaptiveTable = (table: Table, behind: Backing, limits: MemoryLimits): AdaptiveTable => {
  let held = isRowNumber(table) ? null : writeBehindTable(table, behind, limits, false)
  let isUseful = true
  return {
    find: (query) => {
      if (isUseful) held ??= writeBehindTable(table, behind, limits, true)
      return (held ?? behind).find(query)
    },
    put: (row) => (held ?? behind).put(row),
    close: (primaryKey, set) => (held ?? behind).close(primaryKey, set),
    remove: (primaryKey) => (held ?? behind).remove(primaryKey),
    flush: () => held?.flush(),
    trim: () => {
      if (held === null || held.trim()) return
      held.flush()
      held = null
      isUseful = false
    },
  }
}
