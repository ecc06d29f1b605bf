import type { Cell } from '../../projections/table.js'
import { compareCells } from './compare-cells.js'
import type { Cover, Entry, Group, Grouping } from './grouped-rows.js'
import { isAboveFloor } from './part.js'

/** A cover for a part that was just asked for: held wholly in memory, or too large for that. */
export const coverOf = (floor: Cell, held: boolean): Cover => ({ floor, held, asked: floor })

/** True where memory holds all rows of the group above the floor. Notes that they were asked for. */
export const isCovered = ({ cover }: Group, floor: Cell): boolean => {
  if (cover?.held !== true || compareCells(cover.floor, floor) > 0) return false
  cover.asked = floor
  return true
}

/** True where the rows of the group above the floor, or more, were found to be too many to hold. */
export const isRefused = ({ cover }: Group, floor: Cell): boolean =>
  cover?.held === false && compareCells(floor, cover.floor) <= 0

/** True where the row is of a covered part, and so has to stay in memory. */
export const isNeeded = (groupings: ReadonlyArray<Grouping>, { groups, row }: Entry): boolean => {
  for (const { nth, open } of groupings) {
    const cover = groups[nth]?.cover ?? null
    if (cover?.held === true && isAboveFloor(open, cover.floor, row)) return true
  }
  return false
}

const narrowed = ({ asked, held }: Cover): Cover | null =>
  asked === undefined ? null : { floor: asked, held, asked: undefined }

/**
 * Raises the floor of every part to that of its latest question, as what lies below is mostly past, and forgets parts
 * that nobody asked for since; returns how many are left.
 */
export const narrow = (groupings: ReadonlyArray<Grouping>): number => {
  let left = 0
  for (const { groups } of groupings) {
    for (const group of groups.values()) {
      group.cover = group.cover === null ? null : narrowed(group.cover)
      if (group.cover !== null) left += 1
      else if (group.members.size === 0) groups.delete(group.key)
    }
  }
  return left
}

/** Forgets all parts. */
export const uncover = (groupings: ReadonlyArray<Grouping>): void => {
  for (const { groups } of groupings) for (const group of groups.values()) group.cover = null
  narrow(groupings)
}
