import { described, optional } from '../../domain/input/field.js'
import { knownAtField } from '../../domain/input/fields.js'
import { E } from '../../domain/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import { auditTimeline } from '../audit-timeline.js'
import { difference, type Snapshot } from '../difference.js'
import type { Rows } from '../rows.js'
import { clockAt, positionAt, type Moment } from '../time.js'
import { frontEndsAt } from './list-front-ends.js'
import { inventoryAt } from './list-certificates.js'
import { logEntry } from './log-entries.js'
import { question } from './question.js'
import { siteAt } from './show-site.js'
import { slotsAt } from '../slots-at.js'
import { slotViews } from '../views.js'

const snapshot = (rows: Rows, moment: Moment): Snapshot => {
  const slots = slotsAt(rows, moment)
  return {
    slots: slotViews(rows, slots, moment),
    certificates: inventoryAt(rows, moment, slots),
    frontEnds: frontEndsAt(rows, moment, slots),
    site: siteAt(rows, moment),
  }
}

const isPosition = (side: Instant | Position): side is Position => typeof side === 'number'

/**
 * A side of the comparison: an instant on the valid axis as known now, or a position, with what was believed
 * there and then.
 */
const sideOf = (rows: Rows, side: Instant | Position, { knownAt }: Moment): Moment | null => {
  if (!isPosition(side)) return { validAt: side, knownAt, isPresent: false }
  const believed = side < knownAt ? side : knownAt
  const clock = clockAt(rows, believed)
  return clock === undefined ? null : { validAt: clock, knownAt: believed, isPresent: false }
}

const empty: Snapshot = { slots: [], certificates: [], frontEnds: [], site: null }

const MAX_ENTRIES = 1000

/** The log between the two sides: its first 1,000 entries, and whether there are more. */
const between = (rows: Rows, from: Instant | Position, to: Instant | Position, { knownAt }: Moment) => {
  const after = isPosition(from) ? from : positionAt(rows, from)
  const upTo = Math.min(isPosition(to) ? to : positionAt(rows, to), knownAt)
  const query = {
    above: { position: after },
    atMost: { position: upTo },
    orderBy: [['position', 'asc']],
    limit: MAX_ENTRIES + 1,
  } as const
  const found = rows.find(auditTimeline, query)
  return { entries: found.slice(0, MAX_ENTRIES).map(logEntry), more: found.length > MAX_ENTRIES }
}

/**
 * What differs between two moments, slot by slot and certificate by certificate, and what was recorded between
 * them. Two instants compare what was in force as known now; two positions compare what was believed. A second
 * moment that is left out is the present on the axis of the first. Source: AUDIT 9, questions 4 and 6.
 */
export const diff = question({
  name: 'Diff',
  summary: 'Compare two moments: what changed in the slots, and who changed it',
  right: 'ask',
  fields: {
    from: described('the first moment: a date, or a position of the log', knownAtField),
    to: optional(described('the second moment; left out: now, or the position of now', knownAtField)),
  },
  answer: (rows, { from, to: asked }, moment) => {
    const to = asked ?? (isPosition(from) ? moment.knownAt : moment.validAt)
    const sides = [sideOf(rows, from, moment), sideOf(rows, to, moment)] as const
    const [before, after] = sides.map((side) => (side === null ? empty : snapshot(rows, side)))
    return E.right({
      from,
      to,
      ...difference(before ?? empty, after ?? empty),
      ...between(rows, from, to, moment),
    })
  },
})
