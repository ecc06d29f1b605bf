import { E } from '../../../../domain/prelude.js'
import { msOf, parseInstant } from '../../../../domain/values/instant.js'

const CANONICAL = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,3}))?Z$/

/** An instant in UTC, `2026-11-20 13:14:38Z`, with milliseconds where there are some. Any other text as it is. */
export const timeWords = (text: string): string => {
  const match = CANONICAL.exec(text)
  if (match === null) return text
  const [, date = '', time = '', fraction = '000'] = match
  return Number(fraction) === 0 ? `${date} ${time}Z` : `${date} ${time}.${fraction}Z`
}

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const YEAR_MS = 365.25 * DAY_MS

/** From two of a unit on it is counted in that unit, so that a number under two never hides half of itself. */
const units = [
  { ms: YEAR_MS, name: 'years' },
  { ms: DAY_MS, name: 'days' },
  { ms: HOUR_MS, name: 'hours' },
  { ms: MINUTE_MS, name: 'minutes' },
] as const

/** A span of time in its largest fitting unit, rounded down: `12 days`, `36 hours`, `1 second`. */
export const spanWords = (ms: number): string => {
  const unit = units.find((one) => ms >= 2 * one.ms)
  if (unit !== undefined) return `${Math.floor(ms / unit.ms)} ${unit.name}`
  const seconds = Math.floor(ms / SECOND_MS)
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}

const msFrom = (from: string, to: string): number | undefined => {
  const [a, b] = [parseInstant(from), parseInstant(to)]
  return E.isRight(a) && E.isRight(b) ? msOf(b.right) - msOf(a.right) : undefined
}

/** How far an instant lies from the one that an answer is about: `in 12 days`, `36 hours ago`, `now`. */
export const distanceWords = (from: string, to: string): string => {
  const ms = msFrom(from, to)
  if (ms === undefined) return ''
  if (Math.abs(ms) < SECOND_MS) return 'now'
  return ms > 0 ? `in ${spanWords(ms)}` : `${spanWords(-ms)} ago`
}

/** An instant with its distance: `2026-12-01 09:00:00Z (in 12 days)`. */
export const datedWords = (instant: string, at: string): string => {
  const distance = distanceWords(at, instant)
  return distance === '' ? timeWords(instant) : `${timeWords(instant)} (${distance})`
}
