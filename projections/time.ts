import { Instant, msOf } from '../domain/values/instant.js'
import { beginning, Position } from '../domain/values/position.js'
import { auditTimeline } from './audit-timeline.js'
import type { Rows } from './rows.js'

/** A point on both axes: what was in force at `validAt`, as recorded up to `knownAt`. Source: DESIGN 3. */
export type Moment = {
  readonly validAt: Instant
  readonly knownAt: Position
  /** True where `validAt` is the clock and nobody asked for another instant. */
  readonly isPresent: boolean
}

/** A moment as asked; null is the present. */
export type MomentAsked = { readonly at: Instant | null; readonly knownAt: Instant | Position | null }

const asPosition = (value: number | undefined): Position => (Position.is(value) ? value : beginning)

/**
 * The last position whose recordedAt, taken as a running maximum, is not after an instant; 0 where nothing was
 * recorded by then. A clock that jumped back never makes the order of the log lie. Source: DESIGN 3.
 */
export const positionAt = (rows: Rows, instant: Instant): Position =>
  asPosition(
    rows.find(auditTimeline, {
      atMost: { clock: instant },
      orderBy: [
        ['clock', 'desc'],
        ['position', 'desc'],
      ],
      limit: 1,
    })[0]?.position,
  )

/** The running maximum of recordedAt at a position; undefined before the first event. */
export const clockAt = (rows: Rows, position: Position): Instant | undefined => {
  const [row] = rows.find(auditTimeline, { atMost: { position }, orderBy: [['position', 'desc']], limit: 1 })
  return Instant.is(row?.clock) ? row.clock : undefined
}

/** A moment as meant: an absent axis is the present, given as `now` and as the position that the rows have reached. */
export const momentOf = (rows: Rows, { at, knownAt }: MomentAsked, now: Instant, reached: Position): Moment => ({
  validAt: at ?? now,
  isPresent: at === null,
  knownAt: resolveKnown(rows, knownAt, reached),
})

const resolveKnown = (rows: Rows, knownAt: MomentAsked['knownAt'], reached: Position): Position => {
  if (knownAt === null) return reached
  return typeof knownAt === 'number' ? asPosition(Math.min(knownAt, reached)) : positionAt(rows, knownAt)
}

/** Whole days from one instant to another, rounded down; negative after it has passed. */
export const daysBetween = (from: Instant, to: Instant): number => Math.floor((msOf(to) - msOf(from)) / 86_400_000)
