import { plusMs, type Instant } from '../values/instant.js'

const MINUTE_MS = 60_000
const LONGEST_MS = 60 * MINUTE_MS

/** How long what was collected may stay unproved before the delivery counts as overdue, in ms. */
const OVERDUE_MS = 15 * MINUTE_MS

/**
 * How long to wait after an attempt that came to nothing, in ms: a minute after the first, twice as long after each
 * further one, an hour at most. Attempts count from 1.
 */
export const backoffMs = (attempt: number): number =>
  Math.min(MINUTE_MS * 2 ** Math.min(Math.max(attempt, 1) - 1, 10), LONGEST_MS)

/** From when on a failed attempt is followed by another one. */
export const dueAfterFailure = (attempt: number, failedAt: Instant): Instant => plusMs(failedAt, backoffMs(attempt))

/** From when on an attempt that was collected and never proved is followed by another one. */
export const dueAfterCollection = (attempt: number, collectedAt: Instant): Instant =>
  plusMs(collectedAt, Math.max(OVERDUE_MS, backoffMs(attempt)))
