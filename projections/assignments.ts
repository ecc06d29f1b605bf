import { affectedFrom, extend } from '../domain/assignment/extend.js'
import type { AssignmentEvent } from '../domain/assignment/events.js'
import { promoted, type Segment, type Timeline } from '../domain/assignment/timeline.js'
import type { RecordedEvent } from '../domain/envelope.js'
import type { Instant } from '../domain/values/instant.js'
import type { Position } from '../domain/values/position.js'
import { slotText, type Slot } from '../domain/values/slot.js'
import { close, onlyThese, put, type Change, type Projection } from './projection.js'
import type { Rows } from './rows.js'
import {
  causesOf, causesOfCorrection, historyRow, sameValue, segmentOf, type Causes, type SlotRow,
} from './slot-rows.js'
import { slotHistory, slotPresent } from './slot-tables.js'

type AssignmentRecord = RecordedEvent<AssignmentEvent>

const openRectangles = (rows: Rows, slot: string, from: Instant) =>
  rows.find(slotHistory, {
    equals: { slot, known_to: null },
    openOrAtLeast: { valid_to: from },
    orderBy: [['valid_from', 'asc']],
  })

type Old = { readonly row: SlotRow; readonly segment: Segment }

/** Rectangles that no longer hold are closed at this position; new ones open at it. What is unchanged stays. */
const rectangleChanges = (
  slot: Slot,
  position: Position,
  old: ReadonlyArray<Old>,
  next: Timeline,
  causes: Causes,
): ReadonlyArray<Change> => {
  const nextByStart = new Map(next.map((segment) => [segment.from, segment]))
  const oldByStart = new Map(old.map(({ segment }) => [segment.from, segment]))
  const closed = old.filter(({ segment }) => !sameValue(segment, nextByStart.get(segment.from)))
  const opened = next.filter((segment) => !sameValue(segment, oldByStart.get(segment.from)))
  return [
    ...closed.map(({ row }) =>
      close(
        slotHistory,
        { slot: row.slot, valid_from: row.valid_from, known_from: row.known_from },
        { known_to: position },
      ),
    ),
    ...opened.map((segment) => put(slotHistory, historyRow(slot, position, segment, causes))),
  ]
}

/** True where the last segment is nothing but what the roll on the one before it brings. */
const isPlannedBy = (base: Segment, last: Segment): boolean =>
  base.staged !== null && sameValue({ ...last, ...promoted(base, last.from), previousRemoved: false }, last)

/** The narrow row of the present: what holds now, with the one planned change that may follow it. */
const presentChange = (slot: Slot, position: Position, next: Timeline, causes: Causes): ReadonlyArray<Change> => {
  const last = next.at(-1)
  const beforeLast = next.at(-2)
  if (last === undefined) return []
  const base = beforeLast !== undefined && isPlannedBy(beforeLast, last) ? beforeLast : last
  return [put(slotPresent, { ...historyRow(slot, position, base, causes), valid_to: null })]
}

const applied = (event: AssignmentRecord, rows: Rows): ReadonlyArray<Change> => {
  const from = affectedFrom(event)
  if (from === null) return []
  const { slot } = event.data
  const old = openRectangles(rows, slotText(slot), from).map((row): Old => ({ row, segment: segmentOf(row) }))
  const next = extend(
    old.map(({ segment }) => segment),
    event,
  )
  const causes = (event.type === 'AssignmentCorrected' ? causesOfCorrection : causesOf)(
    old.map(({ row }) => row),
    event.position,
  )
  return [
    ...rectangleChanges(slot, event.position, old, next, causes),
    ...presentChange(slot, event.position, next, causes),
  ]
}

const on = onlyThese({
  CertificateAssigned: applied,
  RollScheduled: applied,
  RollRescheduled: applied,
  RollCancelled: applied,
  RolledBack: applied,
  AssignmentRemoved: applied,
  PreviousRemoved: applied,
  AssignmentCorrected: applied,
})

/**
 * What every slot held, holds and will hold, on both axes: rectangles over valid time and position, beside one
 * narrow row of the present per slot. Both come from the same extension of the same timeline that decisions are
 * made on.
 */
export const assignments: Projection = { name: 'assignments', version: 1, tables: [slotHistory, slotPresent], on }
