import { E, t, type Either } from '../prelude.js'

const CANONICAL =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/

/** Every month has 28 days; of a later one that a month lacks, Date makes one of the next month. */
const isRealDay = (text: string): boolean => {
  const day = Number(text.slice(8, 10))
  return day <= 28 || new Date(text).getUTCDate() === day
}

/** @internal */
export interface InstantBrand {
  readonly Instant: unique symbol
}

/**
 * A UTC instant to the millisecond, always written `2026-11-20T13:14:38.123Z`.
 * The width is fixed, so that comparing the texts compares the instants.
 */
export const Instant = t.brand(
  t.string,
  (text): text is t.Branded<string, InstantBrand> => CANONICAL.test(text) && isRealDay(text),
  'Instant',
)
export type Instant = t.TypeOf<typeof Instant>

/** Milliseconds since 1970-01-01T00:00:00Z. */
export const msOf = (instant: Instant): number => Date.parse(instant)

/**
 * The instant `ms` milliseconds after 1970-01-01T00:00:00Z; years 0 to 9999, beyond them the nearest of the two
 * ends.
 */
export const instantAtMs = (ms: number): Instant => {
  const bounded = Math.min(Math.max(ms, -62167219200000), 253402300799999)
  return new Date(bounded).toISOString() as Instant
}

/** The instant `ms` milliseconds after (or, negative, before) `instant`. */
export const plusMs = (instant: Instant, ms: number): Instant => instantAtMs(msOf(instant) + ms)

/** True when `a` lies strictly before `b`. */
export const isBefore = (a: Instant, b: Instant): boolean => a < b

/** The later of two instants. */
export const laterOf = (a: Instant, b: Instant): Instant => (a < b ? b : a)

/** A date that was not understood, and why: `form` is none of the accepted ones, or `value` names no real date. */
export type DateNotUnderstood = {
  readonly _tag: 'DateNotUnderstood'
  readonly text: string
  readonly because: 'form' | 'value'
}

const FORMS = /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?([Zz]|[+-]\d{2}:\d{2}))?$/

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate()

/**
 * Reads a date as people give it: RFC 3339 with an offset, or a plain date, which means 00:00 UTC.
 * Anything that depends on a locale (`7/1/2026`) and anything without an offset is refused.
 * Fractions beyond the millisecond are cut off. Source: FIELD F9, RFC 3339 section 5.6.
 */
export const parseInstant = (text: string): Either<DateNotUnderstood, Instant> => {
  const trimmed = text.trim()
  const match = FORMS.exec(trimmed)
  if (match === null) return E.left({ _tag: 'DateNotUnderstood', text, because: 'form' })
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction = '', offset = 'Z'] =
    match
  const real =
    Number(month) >= 1 && Number(month) <= 12 &&
    Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month)) &&
    Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59
  const ms = Date.parse(
    `${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset.toUpperCase()}`,
  )
  return real && !Number.isNaN(ms)
    ? E.right(instantAtMs(ms))
    : E.left({ _tag: 'DateNotUnderstood', text, because: 'value' })
}
