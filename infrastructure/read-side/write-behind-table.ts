import type { RowQuery } from '../../projections/rows.js'
import type { AnyRow, Table } from '../../projections/table.js'
import { coverOf, isCovered, isNeeded, isRefused, narrow, uncover } from './covering.js'
import { groupOf, type Group } from './grouped-rows.js'
import { heldRows, type Backing, type HeldRows } from './held-rows.js'
import { isAboveFloor, partOf, queryOf, type Part } from './part.js'
import { selectRows } from './select-rows.js'

type Query = RowQuery<Table>

/** A table whose changes gather in memory; what it gives back is what was put there, wherever it lies. */
export type WriteBehindTable = Backing & {
  /** Writes everything that is not yet behind; memory keeps it. */
  readonly flush: () => void
  /**
   * Where memory holds more than its limit: writes, and lets go of what no question is likely to need. False where
   * most questions since the last time needed the rows behind all the same.
   */
  readonly trim: () => boolean
}

/** How much memory may hold. */
export type MemoryLimits = {
  /** Rows of one table; above, memory lets go of some. */
  readonly rows: number
  /** Rows of one part; above, it is left to the rows behind: an index finds there what memory has to search for. */
  readonly part: number
}

/** Questions since memory was trimmed, those of them that memory could not answer, and parts that it holds. */
type Tally = { asked: number; missed: number; parts: number }

type Front = { readonly held: HeldRows; readonly behind: Backing; readonly limits: MemoryLimits; readonly tally: Tally }

/** Rows of a part that are searched faster than it takes to look whether all of them are needed. */
const CROWD = 32

/** The share of the limit for a table that nobody asks: enough to write neighbours and repeats together. */
const UNASKED = 1 / 16

/** Brings a part into memory; null where it is too large for that. */
const load = ({ held, behind, limits, tally }: Front, part: Part): Group | null => {
  const group = groupOf(held.memory.by(part.columns, part.open), part.key)
  tally.parts += 1
  if (held.anyBehind()) tally.missed += 1
  if (isRefused(group, part.floor)) return null
  const rows = held.anyBehind() ? behind.find({ ...queryOf(part), limit: limits.part + 1 }) : []
  const fits = rows.length <= limits.part
  group.cover = coverOf(part.floor, fits)
  if (!fits) return null
  rows.forEach(held.adopt)
  return group
}

/**
 * Rows of a part mostly come to lie below what is asked by now, as time goes on: those go, so that the rest is searched
 * faster. Where too many are left, the part is given up.
 */
const thinOut = ({ held, limits }: Front, { open, floor }: Part, group: Group): void => {
  const below = [...group.members].filter(({ row }) => !isAboveFloor(open, floor, row))
  if (2 * below.length > group.members.size) {
    group.cover = coverOf(floor, true)
    held.letGo(below.filter((entry) => !isNeeded(held.memory.groupings, entry)))
  }
  if (group.members.size > limits.part) group.cover = coverOf(floor, false)
}

/** The group that holds the part in memory, brought there where need be; null where it is too large. */
const covering = (front: Front, part: Part): Group | null => {
  const group = front.held.memory.by(part.columns, part.open).groups.get(part.key)
  front.tally.asked += 1
  return group !== undefined && isCovered(group, part.floor) ? group : load(front, part)
}

const found = (front: Front, table: Table, query: Query): ReadonlyArray<AnyRow> => {
  const part = partOf(query)
  const group = covering(front, part)
  if (group === null) {
    front.held.flush()
    return front.behind.find(query)
  }
  const rows = selectRows(table, query, group.members)
  if (group.members.size > Math.min(CROWD, front.limits.part)) thinOut(front, part, group)
  return rows
}

/** Lets go of what was not asked for lately; of everything, where that leaves memory half full. */
const letGo = ({ held, limits, tally }: Front): void => {
  const { groupings, rows } = held.memory
  const parts = narrow(groupings)
  held.letGo([...rows.values()].filter((entry) => !isNeeded(groupings, entry)))
  const isFull = 2 * held.size() > limits.rows || 2 * parts > limits.rows
  if (isFull) {
    uncover(groupings)
    held.letGo([...rows.values()])
  }
  Object.assign(tally, { asked: 0, missed: 0, parts: isFull ? 0 : parts })
}

/** True where every third question or more needed the rows behind, and that too often to be a beginning. */
const isGettingNowhere = ({ tally: { asked, missed }, limits }: Front): boolean =>
  3 * missed > asked && 16 * missed > limits.rows

/** Nothing in memory yet, in front of an empty table. */
export const writeBehindTable = (table: Table, behind: Backing, limits: MemoryLimits): WriteBehindTable => {
  const held = heldRows(table, behind)
  const front: Front = { held, behind, limits, tally: { asked: 0, missed: 0, parts: 0 } }
  const { tally } = front
  return {
    put: held.put,
    close: held.close,
    remove: held.remove,
    flush: held.flush,
    find: (query) => found(front, table, query),
    trim: () => {
      const most = held.memory.groupings.length === 0 ? limits.rows * UNASKED : limits.rows
      if (held.size() <= most && tally.parts <= limits.rows) return true
      const isUseful = !isGettingNowhere(front)
      letGo(front)
      return isUseful
    },
  }
}
