import { describe, expect, it } from 'vitest'
import {
  datedWords,
  distanceWords,
  spanWords,
  timeWords,
} from '../../../../infrastructure/cli/render/words/time-words.js'
import { DAY_MS, HOUR_MS } from '../../../support/instants.js'

const at = '2026-11-20T12:00:00.000Z'

describe('instants in words', () => {
  it('are shown in UTC, without milliseconds where there are none', () => {
    expect(timeWords('2026-11-20T13:14:38.000Z')).toBe('2026-11-20 13:14:38Z')
    expect(timeWords('2026-11-20T13:14:38.120Z')).toBe('2026-11-20 13:14:38.120Z')
  })

  it('stay as they are where they are none', () => {
    expect(timeWords('kept')).toBe('kept')
    expect(distanceWords(at, 'kept')).toBe('')
    expect(datedWords('kept', at)).toBe('kept')
  })

  it.each([
    ['2026-11-20T12:00:00.999Z', 'now'],
    ['2026-11-20T12:00:01.000Z', 'in 1 second'],
    ['2026-11-20T12:01:59.000Z', 'in 119 seconds'],
    ['2026-11-20T12:02:00.000Z', 'in 2 minutes'],
    ['2026-11-20T13:59:59.000Z', 'in 119 minutes'],
    ['2026-11-22T11:59:59.000Z', 'in 47 hours'],
    ['2026-12-02T12:00:00.000Z', 'in 12 days'],
    ['2026-11-08T12:00:00.000Z', '12 days ago'],
    ['2036-11-20T12:00:00.000Z', 'in 10 years'],
    ['2026-11-20T11:59:50.000Z', '10 seconds ago'],
  ])('lie %s: %s', (instant, words) => {
    expect(distanceWords(at, instant)).toBe(words)
  })

  it('are shown with their distance from the instant that the answer is about', () => {
    expect(datedWords('2026-12-01T09:00:00.000Z', at)).toBe('2026-12-01 09:00:00Z (in 10 days)')
  })
})

describe('a span of time in words', () => {
  it('is told in the largest unit of which there are two', () => {
    expect(spanWords(2 * DAY_MS)).toBe('2 days')
    expect(spanWords(2 * DAY_MS - 1)).toBe('47 hours')
    expect(spanWords(2 * HOUR_MS)).toBe('2 hours')
    expect(spanWords(0)).toBe('0 seconds')
  })
})
