import type { Instant } from '../../domain/values/instant.js'

let made: Intl.NumberFormat | undefined

// Made when the first number is said: that takes 10 ms, and most commands say none.
const grouped = (): Intl.NumberFormat => (made ??= new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 }))

/** A number as people read it: `1,048,576`. */
export const numberWords = (number: number): string => grouped().format(number)

/** So many of something: `1 key`, `2,000 keys`. */
export const countWords = (count: number, one: string, several = `${one}s`): string =>
  `${numberWords(count)} ${count === 1 ? one : several}`

/** An instant in UTC, to the second, without seconds where they are zero: `2026-12-01 09:00 UTC`. */
export const instantWords = (instant: Instant): string => {
  const time = instant.slice(11, 19)
  return `${instant.slice(0, 10)} ${time.endsWith(':00') ? time.slice(0, 5) : time} UTC`
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const units = [
  { name: 'day', ms: DAY_MS },
  { name: 'hour', ms: HOUR_MS },
  { name: 'minute', ms: MINUTE_MS },
] as const

/** A span of time, rounded down to its two largest units; up to two days in hours: `24 hours`, `3 days 4 hours`. */
export const durationWords = (ms: number): string => {
  if (ms < MINUTE_MS) return 'less than a minute'
  const fitting = ms <= 2 * DAY_MS ? units.slice(1) : units
  const parts: Array<string> = []
  let left = ms
  for (const unit of fitting) {
    const count = Math.floor(left / unit.ms)
    left -= count * unit.ms
    if (count > 0) parts.push(countWords(count, unit.name))
  }
  return parts.slice(0, 2).join(' ')
}

/** A size in bytes: `512 bytes`, `1 MiB`, `1.5 GiB`. */
export const bytesWords = (bytes: number): string => {
  const steps = ['KiB', 'MiB', 'GiB', 'TiB']
  const step = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), steps.length)
  const unit = steps[step - 1]
  return unit === undefined ? countWords(bytes, 'byte') : `${numberWords(bytes / 1024 ** step)} ${unit}`
}
