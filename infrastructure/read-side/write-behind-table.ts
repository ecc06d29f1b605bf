import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, PartialRow, Table } from '../../projections/table.js'
import { closedRow } from './closed-row.js'
import { coverage, type Coverage } from './coverage.js'
import { heldRows, type Backing, type HeldRows } from './held-rows.js'
import { partOf, queryOf, type Part } from './part.js'
import type { RowKey } from './row-key.js'
import { selectRows } from './select-rows.js'

type Query = RowQuery<Table>

/** A table whose changes gather in memory; what it gives back is what was put there, wherever it lies. */
export type WriteBehindTable = {
  readonly find: (query: Query) => ReadonlyArray<AnyRow>
  readonly put: (row: AnyRow) => void
  readonly close: (primaryKey: PartialRow, set: PartialRow) => void
  readonly remove: (primaryKey: PartialRow) => void
  /** Writes everything that is not yet behind; memory keeps it. */
  readonly flush: () => void
  /** Where memory holds more than its limit: writes, and lets go of what no question is likely to need. */
  readonly trim: () => void
}

/** How much memory may hold. */
export type MemoryLimits = {
  /** Rows of one table; above, memory lets go of some. */
  readonly rows: number
  /** Rows of one part; above, it is left to the rows behind: an index finds there what memory has to search for. */
  readonly part: number
}

/** What every function here works on. */
type Parts = {
  readonly held: HeldRows
  readonly covered: Coverage
  readonly behind: Backing
  readonly limits: MemoryLimits
}

/** Brings a part into memory; false where it is too large for that. */
const load = ({ held, covered, behind, limits }: Parts, part: Part, query: Query): boolean => {
  if (covered.isRefused(part)) return false
  const whole = { ...queryOf(part, query.equals), limit: limits.part + 1 }
  const rows = held.anyBehind() ? behind.find(whole) : []
  if (rows.length > limits.part) {
    covered.refuse(part)
    return false
  }
  rows.forEach(held.adopt)
  covered.cover(part)
  return true
}

const unneeded = (rows: Iterable<readonly [RowKey, AnyRow]>, covered: Coverage): ReadonlyArray<RowKey> => {
  const keys: Array<RowKey> = []
  for (const [key, row] of rows) if (!covered.needs(row)) keys.push(key)
  return keys
}

/** Rows of a part mostly come to lie below what is asked by now: those go. Where they do not, the whole part does. */
const thinOut = ({ held, covered, limits }: Parts, part: Part): void => {
  covered.narrow(part)
  held.letGo(unneeded(held.memory.group(part.columns, part.key), covered))
  if (held.memory.group(part.columns, part.key).size > limits.part) covered.refuse(part)
}

/** An empty table in front of empty rows. */
export const writeBehindTable = (table: Table, behind: Backing, limits: MemoryLimits): WriteBehindTable => {
  const held = heldRows(table, behind)
  const { memory } = held
  const covered = coverage()
  const parts: Parts = { held, covered, behind, limits }
  const isFull = (share: number): boolean => held.size() > limits.rows * share || covered.size() > limits.rows * share
  const trim = (): void => {
    if (!isFull(1)) return
    covered.narrowAll()
    held.letGo(unneeded(memory.rows, covered))
    if (!isFull(0.5)) return
    covered.clear()
    held.letGo([...memory.rows.keys()])
  }
  return {
    find: (query) => {
      const part = partOf(query)
      if (!covered.covers(part) && !load(parts, part, query)) {
        held.flush()
        return behind.find(query)
      }
      const rows = memory.group(part.columns, part.key)
      const found = selectRows(table, query, rows.values())
      if (rows.size > 2 * limits.part) thinOut(parts, part)
      return found
    },
    put: held.put,
    remove: held.remove,
    close: (primaryKey, set) => {
      const row = held.rowAt(primaryKey)
      if (row !== undefined) held.put(closedRow(row, set))
    },
    flush: held.flush,
    trim,
  }
}
