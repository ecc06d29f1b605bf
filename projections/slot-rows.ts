import type { Placement, Segment, Staged } from '../domain/assignment/timeline.js'
import { Instant } from '../domain/values/instant.js'
import type { Position } from '../domain/values/position.js'
import { slotText, type Slot } from '../domain/values/slot.js'
import { ThumbprintSha256 } from '../domain/values/thumbprint.js'
import { Uuid } from '../domain/values/uuid.js'
import type { RowOf } from './table.js'
import type { slotHistory } from './slot-tables.js'

export type SlotRow = RowOf<typeof slotHistory>

/** The read side holds what this code wrote: a value of another form is a defect, found by the digest. */
const trusted =
  <A extends string>(is: (value: unknown) => value is A) =>
  (value: string | null): A | null =>
    is(value) ? value : null

const instant = trusted(Instant.is)
const thumbprint = trusted(ThumbprintSha256.is)
const uuid = trusted(Uuid.is)

const placement = (certificate: string | null, since: string | null): Placement | null => {
  const named = thumbprint(certificate)
  const start = instant(since)
  return named === null || start === null ? null : { certificate: named, since: start }
}

const stagedOf = (row: SlotRow): Staged | null => {
  const certificate = thumbprint(row.staged)
  const rollId = uuid(row.staged_roll)
  const scheduledAt = instant(row.staged_scheduled_at)
  const effectiveAt = instant(row.staged_effective_at)
  return certificate === null || rollId === null || scheduledAt === null || effectiveAt === null
    ? null
    : { certificate, rollId, scheduledAt, effectiveAt }
}

/** A row as a segment of a timeline. */
export const segmentOf = (row: SlotRow): Segment => ({
  from: row.valid_from as Instant,
  to: instant(row.valid_to),
  current: placement(row.current, row.current_since),
  previous: placement(row.previous, row.previous_since),
  staged: stagedOf(row),
  previousRemoved: row.previous_removed === 1,
})

const same = (a: Placement | null, b: Placement | null): boolean =>
  a?.certificate === b?.certificate && a?.since === b?.since

/** True where both segments say the same of the same interval. */
export const sameValue = (a: Segment, b: Segment | undefined): boolean =>
  b !== undefined &&
  a.from === b.from &&
  a.to === b.to &&
  same(a.current, b.current) &&
  same(a.previous, b.previous) &&
  a.previousRemoved === b.previousRemoved &&
  a.staged?.rollId === b.staged?.rollId &&
  a.staged?.effectiveAt === b.staged?.effectiveAt

/** Which event put something into its place; what was there before the event keeps the cause it had. */
export type Causes = {
  /** Of an empty place: the event that emptied it; null where nobody ever stood there. */
  readonly current: (segment: Segment) => number | null
  readonly previous: (segment: Segment) => number | null
  readonly roll: (staged: Staged | null) => number | null
}

const placementKey = (certificate: string | null, since: string | null): string => `${certificate ?? ''} ${since ?? ''}`
const rollKey = (rollId: string | null, effectiveAt: string | null): string => `${rollId ?? ''} ${effectiveAt ?? ''}`

const rowAt = (old: ReadonlyArray<SlotRow>, at: Instant): SlotRow | undefined =>
  old.find(({ valid_from, valid_to }) => valid_from <= at && (valid_to === null || at < valid_to))

const emptiedBy = (old: ReadonlyArray<SlotRow>, position: Position, at: Instant): number | null => {
  const row = rowAt(old, at)
  if (row === undefined) return null
  return row.current === null ? row.current_cause : position
}

/** The causes as the old rows know them; everything new comes from the event at `position`. */
export const causesOf = (old: ReadonlyArray<SlotRow>, position: Position): Causes => {
  const known = new Map<string, number | null>(
    old.flatMap((row) => [
      [placementKey(row.current, row.current_since), row.current_cause],
      [placementKey(row.previous, row.previous_since), row.previous_cause],
      [rollKey(row.staged_roll, row.staged_effective_at), row.staged_cause],
    ]),
  )
  const cause = (key: string): number => known.get(key) ?? position
  const placed = (there: Placement | null): number | null =>
    there === null ? null : cause(placementKey(there.certificate, there.since))
  return {
    current: ({ current, from }) => (current === null ? emptiedBy(old, position, from) : placed(current)),
    previous: ({ previous }) => placed(previous),
    roll: (staged) => (staged === null ? null : cause(rollKey(staged.rollId, staged.effectiveAt))),
  }
}

/**
 * The causes after a correction, which moves the beginnings of reigns: whoever was in a place at an instant before it
 * as well is there for the reason from before; whoever was not, is there by the correction at `position`.
 */
export const causesOfCorrection = (old: ReadonlyArray<SlotRow>, position: Position): Causes => {
  const known = causesOf(old, position)
  const reigning = (segment: Segment, { certificate, since }: Placement, at: Instant): number | null => {
    const row = rowAt(old, at)
    if (row === undefined) return known.current({ ...segment, current: { certificate, since } })
    return row.current === certificate ? row.current_cause : position
  }
  return {
    ...known,
    current: (segment) =>
      segment.current === null ? known.current(segment) : reigning(segment, segment.current, segment.from),
    previous: (segment) => {
      const { previous, from } = segment
      if (previous === null) return null
      const row = rowAt(old, from)
      return row?.previous === previous.certificate ? row.previous_cause : reigning(segment, previous, previous.since)
    },
  }
}

/** A segment as a row that is known from a position on. */
export const historyRow = (slot: Slot, position: Position, segment: Segment, causes: Causes): SlotRow => {
  const { current, previous, staged } = segment
  return {
    slot: slotText(slot),
    role: slot.role,
    scope: slot.scope,
    valid_from: segment.from,
    valid_to: segment.to,
    known_from: position,
    known_to: null,
    current: current?.certificate ?? null,
    current_since: current?.since ?? null,
    current_cause: causes.current(segment),
    previous: previous?.certificate ?? null,
    previous_since: previous?.since ?? null,
    previous_cause: causes.previous(segment),
    previous_removed: segment.previousRemoved ? 1 : 0,
    staged: staged?.certificate ?? null,
    staged_roll: staged?.rollId ?? null,
    staged_scheduled_at: staged?.scheduledAt ?? null,
    staged_effective_at: staged?.effectiveAt ?? null,
    staged_cause: causes.roll(staged),
  }
}
