import { expect, it } from 'vitest'
import type { ExpectedRevision } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { allEvents, must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { append, fill, openEmpty, type EventLogHarness } from './harness.js'

const hundred = Array.from({ length: 100 }, (_, n) => n)
const ascending = (numbers: ReadonlyArray<number>): ReadonlyArray<number> => [...numbers].sort((a, b) => a - b)

/** Writers at the same time. */
export const races = (harness: EventLogHarness): void => {
  it.each<readonly [ExpectedRevision, number]>([['noStream', 0], [{ revision: 2 }, 3]])(
    'lets exactly one of a hundred writers win who all expect %j',
    async (expected, before) => {
      const log = await openEmpty(harness)
      if (before > 0) await fill(log, 'a', before)
      const outcomes = await Promise.all(
        hundred.map(() => log.append({ stream: 'a', expected, events: [proposed()] })()),
      )
      const lost = outcomes.filter(E.isLeft).map(({ left }) => left)
      expect(outcomes.filter(E.isRight)).toHaveLength(1)
      expect(new Set(lost.map((error) => JSON.stringify(error)))).toEqual(
        new Set([JSON.stringify({ _tag: 'Conflict', stream: 'a', expected, actual: before })]),
      )
      expect(must(await log.readStream('a')()).events).toHaveLength(before + 1)
    },
  )

  it('lets all of a hundred writers win who expect anything, one after the other', async () => {
    const log = await openEmpty(harness)
    const results = await Promise.all(
      hundred.map(() => append(log, { stream: 'a', expected: 'any', events: [proposed(), proposed()] })),
    )
    const revisions = results.map(({ events }) => events.map(({ revision }) => revision))
    expect(revisions.every(([first, second]) => second === (first ?? 0) + 1)).toBe(true)
    expect(ascending(revisions.flat())).toEqual(Array.from({ length: 200 }, (_, n) => n))
  })

  it('records a hundred appends to a hundred streams at once', async () => {
    const log = await openEmpty(harness)
    const results = await Promise.all(
      hundred.map((n) => append(log, { stream: `stream-${String(n)}`, expected: 'noStream', events: [proposed()] })),
    )
    const positions = results.flatMap(({ events }) => events.map(({ position }) => position))
    expect(new Set(positions).size).toBe(100)
    expect((await allEvents(log)).map(({ position }) => position)).toEqual(ascending(positions))
    if (harness.isGapless) expect(ascending(positions)).toEqual(hundred.map((n) => n + 1))
  })

  it('lets a conflict, a secret and a repeat disturb no other append of the same moment', async () => {
    const log = await openEmpty(harness)
    const known = [proposed()]
    await append(log, { stream: 'known', expected: 'noStream', events: known })
    const [conflict, secret, repeat, ...others] = await Promise.all([
      log.append({ stream: 'known', expected: 'noStream', events: [proposed()] })(),
      log.append({ stream: 'x', expected: 'any', events: [proposed({ ticket: 'AGE-SECRET-KEY-1QQQ' })] })(),
      log.append({ stream: 'known', expected: 'noStream', events: known })(),
      ...hundred.map((n) => log.append({ stream: `s${String(n)}`, expected: 'noStream', events: [proposed()] })()),
    ])
    expect(conflict).toMatchObject({ left: { _tag: 'Conflict' } })
    expect(secret).toMatchObject({ left: { _tag: 'SecretRefused' } })
    expect(repeat).toMatchObject({ right: { repeated: true } })
    expect(others.every(E.isRight)).toBe(true)
    expect(await allEvents(log)).toHaveLength(101)
  })

  it('shows a reader every append that returned before it began, while others are under way', async () => {
    const log = await openEmpty(harness)
    await Promise.all(hundred.map(async (n) => {
      const stream = `s${String(n % 7)}`
      const { events } = await append(log, { stream, expected: 'any', events: [proposed()] })
      const read = must(await log.readStream(stream)()).events.map(({ id }) => id)
      expect(read).toContain(events[0]?.id)
      expect(must(await log.head()())).toBeGreaterThanOrEqual(events[0]?.position ?? Infinity)
    }))
  })
}
