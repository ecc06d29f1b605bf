import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { E } from '../../../domain/prelude.js'
import { Instant, instantAtMs, isBefore, laterOf, msOf, parseInstant, plusMs } from '../../../domain/values/instant.js'
import { instant } from '../../support/instants.js'

const understood = (text: string, expected: string) => { expect(parseInstant(text)).toEqual(E.right(expected)) }
const notUnderstood = (text: string, because: 'form' | 'value') => {
  expect(parseInstant(text)).toEqual(E.left({ _tag: 'DateNotUnderstood', text, because }))
}

describe('A date as people give it (F9)', () => {
  it('is RFC 3339 with an offset', () => {
    understood('2026-12-01T09:30:15Z', '2026-12-01T09:30:15.000Z')
    understood('2026-12-01T09:30:15+01:00', '2026-12-01T08:30:15.000Z')
    understood('2026-12-01T00:30:15-05:30', '2026-12-01T06:00:15.000Z')
    understood('2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z')
    understood('2026-12-01T09:30:15-00:00', '2026-12-01T09:30:15.000Z')
    understood('2026-12-01T09:30:15+23:59', '2026-11-30T09:31:15.000Z')
  })

  it('is a plain date, read as 00:00 UTC', () => {
    understood('2026-12-01', '2026-12-01T00:00:00.000Z')
    understood('2028-02-29', '2028-02-29T00:00:00.000Z')
  })

  it('may have small letters, a blank for the T, no seconds, and blanks around it', () => {
    understood('2026-12-01t09:30:15z', '2026-12-01T09:30:15.000Z')
    understood('2026-12-01 09:30:15Z', '2026-12-01T09:30:15.000Z')
    understood('2026-12-01T09:30Z', '2026-12-01T09:30:00.000Z')
    understood('  2026-12-01T09:30:15Z\n', '2026-12-01T09:30:15.000Z')
    understood(' 2026-12-01 ', '2026-12-01T00:00:00.000Z')
  })

  it('may have a fraction of a second, cut off after the millisecond', () => {
    understood('2026-12-01T09:30:15.5Z', '2026-12-01T09:30:15.500Z')
    understood('2026-12-01T09:30:15.123Z', '2026-12-01T09:30:15.123Z')
    understood('2026-12-01T09:30:15.123999999+02:00', '2026-12-01T07:30:15.123Z')
  })

  it('is refused where it depends on a locale', () => {
    for (const text of ['7/1/2026', '1.7.2026', '01-07-2026', '2026/07/01', 'Jul 1, 2026', '1 July 2026', '20260701']) {
      notUnderstood(text, 'form')
    }
  })

  it('is refused without an offset, which would depend on where it is read', () => {
    notUnderstood('2026-12-01T09:30:15', 'form')
    notUnderstood('2026-12-01 09:30', 'form')
    notUnderstood('2026-12-01T09:30:15+0100', 'form')
    notUnderstood('2026-12-01T09:30:15 CET', 'form')
  })

  it('is refused in any other form', () => {
    for (const text of ['', 'tomorrow', '2026-12', '2026-12-1', '2026-12-01T09Z', '2026-12-01T9:30Z', '+02026-12-01']) {
      notUnderstood(text, 'form')
    }
    notUnderstood('2026-12-01T09:30:15,5Z', 'form')
    notUnderstood('2026-12-01T09:30:15.1234567891Z', 'form')
    notUnderstood('2026-12-01Z', 'form')
    notUnderstood('٢٠٢٦-12-01', 'form')
  })

  it('is refused where it names no real instant', () => {
    for (const text of ['2026-02-30', '2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-12-00']) {
      notUnderstood(text, 'value')
    }
    for (const time of ['24:00:00Z', '23:60:00Z', '23:59:60Z', '23:59:59+24:00', '23:59:59+01:60']) {
      notUnderstood(`2026-12-31T${time}`, 'value')
    }
  })

  it('gives back every instant that was written in full', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-12-31') }), (date) => {
        expect(parseInstant(date.toISOString())).toEqual(E.right(date.toISOString()))
      }),
    )
  })

  it('never throws, and understands only what is an instant then', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{4}-\d\d-\d\d[T ]?[\d:.]*Z?$/)), (text) => {
        const parsed = parseInstant(text)
        if (E.isRight(parsed)) expect(Instant.is(parsed.right)).toBe(true)
      }),
    )
  })
})

describe('An instant', () => {
  it('is written in one form only', () => {
    expect(Instant.is('2026-11-20T13:14:38.123Z')).toBe(true)
    for (const text of [
      '2026-11-20T13:14:38Z', '2026-11-20T13:14:38.123+00:00', '2026-11-20 13:14:38.123Z', '2026-11-20t13:14:38.123z',
      '2026-11-20', '', '2026-11-20T13:14:38.12Z', '2026-11-20T13:14:38.1234Z', ' 026-11-20T13:14:38.123Z',
    ]) {
      expect(Instant.is(text)).toBe(false)
    }
    expect(Instant.is(1_763_644_478_123)).toBe(false)
    expect(Instant.is(null)).toBe(false)
  })

  it('is a real one: no day that a month does not have, no hour 24', () => {
    for (const text of [
      '2026-02-29T00:00:00.000Z', '2026-02-30T00:00:00.000Z', '2026-04-31T00:00:00.000Z', '2026-01-32T00:00:00.000Z',
      '2026-13-01T00:00:00.000Z', '2026-00-01T00:00:00.000Z', '2026-01-00T00:00:00.000Z', '2026-01-01T24:00:00.000Z',
      '2026-01-01T00:60:00.000Z', '2026-01-01T00:00:60.000Z',
    ]) {
      expect(Instant.is(text)).toBe(false)
    }
    expect(Instant.is('2028-02-29T23:59:59.999Z')).toBe(true)
  })

  it('compares as its text does', () => {
    const anMs = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 })
    fc.assert(
      fc.property(anMs, anMs, (a, b) => {
        const [first, second] = [instantAtMs(a), instantAtMs(b)]
        expect(Instant.is(first)).toBe(true)
        expect(msOf(first)).toBe(a)
        expect(isBefore(first, second)).toBe(a < b)
        expect(laterOf(first, second)).toBe(instantAtMs(Math.max(a, b)))
      }),
    )
  })

  it('moves by milliseconds, and no further than years 0 to 9999', () => {
    expect(plusMs(instant('2026-12-31 23:59:59.999Z'), 1)).toBe('2027-01-01T00:00:00.000Z')
    expect(plusMs(instant('2026-12-01'), -1)).toBe('2026-11-30T23:59:59.999Z')
    expect(plusMs(instant('2026-12-01'), Number.MAX_VALUE)).toBe('9999-12-31T23:59:59.999Z')
    expect(plusMs(instant('2026-12-01'), -Number.MAX_VALUE)).toBe('0000-01-01T00:00:00.000Z')
  })
})
