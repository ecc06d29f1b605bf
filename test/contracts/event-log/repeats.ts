import { expect, it } from 'vitest'
import type { ExpectedRevision } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { allEvents, must } from '../../support/log-reading.js'
import { proposed, severalProposed } from '../../support/proposed-events.js'
import { append, fill, openEmpty, type EventLogHarness } from './harness.js'

const expectedAgain: ReadonlyArray<ExpectedRevision> = [
  'any', 'noStream', 'streamExists', { revision: 0 }, { revision: 1 }, { revision: 99 },
]

/** The same event ids are the same append. */
export const repeats = (harness: EventLogHarness): void => {
  it.each(expectedAgain)('gives back what was recorded when the events come again, expected %j', async (expected) => {
    const log = await openEmpty(harness)
    const events = severalProposed(2)
    const first = await append(log, { stream: 'a', expected: 'noStream', events })
    const second = await append(log, { stream: 'a', expected, events })
    expect(second).toEqual({ events: first.events, repeated: true })
    expect(await allEvents(log)).toEqual(first.events)
  })

  it('still knows them after others have appended to the stream', async () => {
    const log = await openEmpty(harness)
    const events = severalProposed(2)
    const first = await append(log, { stream: 'a', expected: 'noStream', events })
    await fill(log, 'a', 5)
    await fill(log, 'b', 5)
    const second = await append(log, { stream: 'a', expected: 'noStream', events })
    expect(second).toEqual({ events: first.events, repeated: true })
  })

  it('gives back what was recorded first where the same ids carry other content', async () => {
    const log = await openEmpty(harness)
    const event = proposed({ reason: 'first' })
    await append(log, { stream: 'a', expected: 'noStream', events: [event] })
    const again = await append(log, { stream: 'a', expected: 'any', events: [{ ...event, reason: 'second' }] })
    expect(again.events[0]?.reason).toBe('first')
  })

  it('knows a part of an earlier append', async () => {
    const log = await openEmpty(harness)
    const [one, two, three] = severalProposed(3)
    if (one === undefined || two === undefined || three === undefined) throw new Error('three were asked for')
    await append(log, { stream: 'a', expected: 'noStream', events: [one, two, three] })
    const { events, repeated } = await append(log, { stream: 'a', expected: { revision: 2 }, events: [two, three] })
    expect(repeated).toBe(true)
    expect(events.map(({ revision }) => revision)).toEqual([1, 2])
  })

  it.each<ExpectedRevision>(['any', { revision: 0 }, 'noStream'])(
    'refuses events of which some are known and others not, expected %j',
    async (expected) => {
      const log = await openEmpty(harness)
      const known = proposed()
      await append(log, { stream: 'a', expected: 'noStream', events: [known] })
      const outcome = await log.append({ stream: 'a', expected, events: [proposed(), known, proposed()] })()
      expect(outcome).toEqual(E.left({ _tag: 'Conflict', stream: 'a', expected, actual: 0 }))
      expect(await allEvents(log)).toHaveLength(1)
    },
  )

  it('goes on after such a refusal where the stream was left', async () => {
    const log = await openEmpty(harness)
    const known = proposed()
    await append(log, { stream: 'a', expected: 'noStream', events: [known] })
    await log.append({ stream: 'a', expected: 'any', events: [proposed(), known] })()
    const { events } = await append(log, { stream: 'a', expected: { revision: 0 }, events: [proposed()] })
    expect(events[0]?.revision).toBe(1)
  })

  it('never takes an event on one stream for its repetition on another', async () => {
    const log = await openEmpty(harness)
    const event = proposed()
    await append(log, { stream: 'a', expected: 'noStream', events: [event] })
    const outcome = await log.append({ stream: 'b', expected: 'noStream', events: [event] })()
    if (harness.knowsIdsOfAllStreams) {
      expect(outcome).toEqual(E.left({ _tag: 'Conflict', stream: 'b', expected: 'noStream', actual: null }))
      expect(must(await log.readStream('b')()).lastRevision).toBeNull()
    } else {
      expect(outcome).toMatchObject({ right: { repeated: false } })
    }
  })

  it('records an append once, however often it is sent at once', async () => {
    const log = await openEmpty(harness)
    const request = { stream: 'a', expected: 'noStream' as const, events: severalProposed(2) }
    const results = await Promise.all(Array.from({ length: 10 }, () => append(log, request)))
    expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1)
    for (const { events } of results) expect(events).toEqual(results[0]?.events)
    expect(await allEvents(log)).toHaveLength(2)
  })
}
