import type { Instant } from '../domain/values/instant.js'
import { promoted, type SlotValue } from '../domain/assignment/timeline.js'
import type { Rows } from './rows.js'
import { segmentOf, type SlotRow } from './slot-rows.js'
import { slotHistory, slotPresent } from './slot-tables.js'
import { clockAt, type Moment } from './time.js'

/** What a slot held, with the events that made it so. */
export type SlotAt = {
  readonly slot: string
  readonly role: string
  readonly scope: string
  readonly value: SlotValue
  readonly causes: { readonly current: number | null; readonly previous: number | null; readonly staged: number | null }
  readonly validFrom: string
  readonly validTo: string | null
}

const answer = (row: SlotRow, value: SlotValue): SlotAt => ({
  slot: row.slot,
  role: row.role,
  scope: row.scope,
  value,
  causes: { current: row.current_cause, previous: row.previous_cause, staged: row.staged_cause },
  validFrom: row.valid_from,
  validTo: row.valid_to,
})

/**
 * The rectangle of a slot that a moment falls into; undefined where nothing was known of it, or it was empty.
 * The index is walked from the side where the rectangle lies near: by valid time for a moment before what was
 * last known then (`clock`), by position for one after it, so that the cost does not grow with history.
 */
export const slotAtMoment = (
  rows: Rows,
  slot: string,
  { validAt, knownAt }: Moment,
  clock: Instant | undefined = clockAt(rows, knownAt),
): SlotAt | undefined => {
  if (clock === undefined) return undefined
  const [row] = rows.find(slotHistory, {
    equals: { slot },
    atMost: { valid_from: validAt, known_from: knownAt },
    openOrAbove: { valid_to: validAt, known_to: knownAt },
    orderBy: validAt < clock ? [['valid_from', 'desc']] : [['known_from', 'desc']],
    limit: 1,
  })
  return row === undefined ? undefined : answer(row, segmentOf(row))
}

const presentOf = (row: SlotRow, { validAt }: Moment): SlotAt => {
  const segment = segmentOf(row)
  const value = promoted(segment, validAt)
  if (value === segment) return { ...answer(row, segment), validTo: row.staged_effective_at }
  const causes = {
    current: row.staged_cause,
    previous: value.previous?.since === row.current_since ? row.current_cause : row.previous_cause,
    staged: null,
  }
  return { ...answer(row, value), causes, validFrom: row.staged_effective_at ?? row.valid_from, validTo: null }
}

/** True where the narrow table can answer: nothing is known later, and the moment is not before the last change. */
const isPresent = (row: SlotRow, { validAt, knownAt }: Moment): boolean =>
  row.known_from <= knownAt && row.valid_from <= validAt

/** One slot at a moment; the present comes from one row. Undefined where nothing was known of it. */
export const slotAt = (rows: Rows, slot: string, moment: Moment): SlotAt | undefined => {
  const [row] = rows.find(slotPresent, { equals: { slot }, limit: 1 })
  if (row === undefined) return undefined
  return isPresent(row, moment) ? presentOf(row, moment) : slotAtMoment(rows, slot, moment)
}

const holdsAnything = ({ value }: SlotAt): boolean =>
  value.current !== null || value.previous !== null || value.staged !== null

const places = ['current', 'previous', 'staged'] as const

/** A place of a slot where a certificate stands. */
export type Held = { readonly found: SlotAt; readonly as: (typeof places)[number] }

/**
 * The places where a certificate stood at a moment, in the order of the slots. Whatever is previous was current before,
 * and whatever is staged is planned to be, so the rectangles where it is current name every slot that can hold it.
 */
export const placesOf = (rows: Rows, certificate: string, moment: Moment): ReadonlyArray<Held> => {
  const slots = new Set(rows.find(slotHistory, { equals: { current: certificate } }).map(({ slot }) => slot))
  return [...slots].toSorted().flatMap((slot) => {
    const found = slotAt(rows, slot, moment)
    if (found === undefined) return []
    return places.filter((as) => found.value[as]?.certificate === certificate).map((as) => ({ found, as }))
  })
}

/** Which slots are meant: those of a type, of a server, or of both; all where nothing is said. */
export type SlotsMeant = { readonly role?: string; readonly scope?: string }

/** Every slot that held anything at a moment, or of those that are meant; in the order of their names. */
export const slotsAt = (rows: Rows, moment: Moment, meant: SlotsMeant = {}): ReadonlyArray<SlotAt> => {
  const clock = clockAt(rows, moment.knownAt)
  return rows
    .find(slotPresent, { equals: meant, orderBy: [['slot', 'asc']] })
    .map((row) => (isPresent(row, moment) ? presentOf(row, moment) : slotAtMoment(rows, row.slot, moment, clock)))
    .filter((found) => found !== undefined)
    .filter(holdsAnything)
}
