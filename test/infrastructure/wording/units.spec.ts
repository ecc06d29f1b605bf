import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listed, printable } from '../../../infrastructure/wording/printable.js'
import { reasonWords } from '../../../infrastructure/wording/reason-words.js'
import { bytesWords, countWords, durationWords, instantWords } from '../../../infrastructure/wording/units.js'
import { instant } from './facts-of-samples.js'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

describe('a span of time', () => {
  it.each([
    [0, 'less than a minute'],
    [59_999, 'less than a minute'],
    [MINUTE_MS, '1 minute'],
    [HOUR_MS, '1 hour'],
    [24 * HOUR_MS, '24 hours'],
    [2 * DAY_MS, '48 hours'],
    [2 * DAY_MS + HOUR_MS, '2 days 1 hour'],
    [60 * DAY_MS, '60 days'],
    [3 * DAY_MS + 5 * MINUTE_MS, '3 days 5 minutes'],
    [3 * DAY_MS + 4 * HOUR_MS + 5 * MINUTE_MS, '3 days 4 hours'],
  ])('of %i ms is %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words)
  })

  it('is never said to be longer than it is', () => {
    const unitMs: Readonly<Record<string, number>> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS }
    fc.assert(
      fc.property(fc.integer({ min: MINUTE_MS, max: 900 * DAY_MS }), (ms) => {
        const parts = [...durationWords(ms).matchAll(/([\d,]+) (minute|hour|day)/g)]
        const said = parts.reduce((sum, [, count = '', unit = '']) => sum + Number(count) * (unitMs[unit] ?? 0), 0)
        expect(said).toBeGreaterThan(0)
        expect(said).toBeLessThanOrEqual(ms)
        expect(ms - said).toBeLessThan(HOUR_MS)
      }),
    )
  })
})

describe('an instant', () => {
  it.each([
    ['2026-12-01T09:00:00.000Z', '2026-12-01 09:00 UTC'],
    ['2026-12-01T09:00:07.999Z', '2026-12-01 09:00:07 UTC'],
  ])('of %s is %s', (text, words) => {
    expect(instantWords(instant(text))).toBe(words)
  })
})

describe('a size and a count', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [1023, '1,023 bytes'],
    [1024, '1 KiB'],
    [1_048_576, '1 MiB'],
    [3_000_000, '2.9 MiB'],
    [5_497_558_138_880, '5 TiB'],
  ])('of %i bytes is %s', (bytes, words) => {
    expect(bytesWords(bytes)).toBe(words)
  })

  it('has the right number', () => {
    expect(countWords(1, 'entry', 'entries')).toBe('1 entry')
    expect(countWords(0, 'entry', 'entries')).toBe('0 entries')
  })
})

describe('a list', () => {
  it.each([
    [[], 'none'],
    [['a'], 'a'],
    [['a', 'b'], 'a and b'],
    [['a', 'b', 'c'], 'a, b and c'],
    [Array.from('abcdefgh'), 'a, b, c, d, e, f, g and h'],
    [Array.from('abcdefghij'), 'a, b, c, d, e, f, g and 3 more'],
  ])('of %j is %s', (items, words) => {
    expect(listed(items)).toBe(words)
  })
})

describe('text from outside', () => {
  it('is written out where it would steer the terminal, and cut where it is long', () => {
    expect(printable('a\u001B[31mb\u202Ec\n')).toBe('a\\u{1B}[31mb\\u{202E}c\\u{A}')
    expect(printable('x'.repeat(300))).toBe(`${'x'.repeat(199)}…`)
  })
})

describe('a reason', () => {
  it.each([
    ['EACCES', 'permission denied (EACCES)'],
    ['SQLITE_IOERR_1034', 'the disk reports an error (SQLITE_IOERR_1034)'],
    ['DAMAGED', 'it is not what was written (DAMAGED)'],
    ['ABORTED', 'it was stopped before an answer came (ABORTED)'],
    ['ENOTFOUND', 'no machine has this name (ENOTFOUND)'],
    ['CERT_HAS_EXPIRED', 'its certificate has expired (CERT_HAS_EXPIRED)'],
    ['EWHATEVER', 'EWHATEVER'],
  ])('of %s is %s', (code, words) => {
    expect(reasonWords(code)).toBe(words)
  })
})
