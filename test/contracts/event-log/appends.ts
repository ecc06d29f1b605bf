import fc from 'fast-check'
import { expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { appendLimits } from '../../../infrastructure/event-log/prepare-append.js'
import { arbitraryEventOf, arbitraryStream, eventTypes } from '../../support/arbitrary-events.js'
import { instant } from '../../support/instants.js'
import { allEvents, must } from '../../support/log-reading.js'
import { freshUuid, proposed, severalProposed } from '../../support/proposed-events.js'
import { append, fill, openEmpty, type EventLogHarness } from './harness.js'

/** What an append records, and what it gives back. */
export const appends = (harness: EventLogHarness): void => {
  it('gives back the event as it was proposed, at its place', async () => {
    const log = await openEmpty(harness)
    const event = proposed({ reason: 'the old one expires', ticket: 'CHG-17', $causationId: freshUuid() })
    const { events } = await append(log, { stream: 'a', expected: 'noStream', events: [event] })
    expect(events).toMatchObject([{ ...event, stream: 'a', revision: 0 }])
    expect(events[0]?.position).toBeGreaterThan(0)
    expect(events[0]?.leafHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('gives back the same events as a later read', async () => {
    const log = await openEmpty(harness)
    const { events } = await fill(log, 'a', 3)
    expect(must(await log.readStream('a')()).events).toEqual(events)
    expect(await allEvents(log)).toEqual(events)
  })

  it('numbers the events of one append in a row', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 2)
    const { events } = await fill(log, 'a', 3)
    expect(events.map(({ revision }) => revision)).toEqual([2, 3, 4])
  })

  it('lets positions rise over all streams in the order of the appends', async () => {
    const log = await openEmpty(harness)
    const first = await fill(log, 'a', 2)
    const second = await fill(log, 'b', 2)
    const third = await fill(log, 'a', 1)
    const positions = [first, second, third].flatMap(({ events }) => events.map(({ position }) => position))
    expect(positions).toEqual([...positions].sort((a, b) => a - b))
    expect(new Set(positions).size).toBe(5)
  })

  it('numbers positions without a gap where the store promises it, also after refusals', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 2)
    await log.append({ stream: 'a', expected: 'noStream', events: severalProposed(3) })()
    await fill(log, 'b', 1)
    const positions = (await allEvents(log)).map(({ position }) => position)
    expect(positions).toHaveLength(3)
    if (harness.isGapless) expect(positions).toEqual([1, 2, 3])
  })

  it('records a thousand events together', async () => {
    const log = await openEmpty(harness)
    const { events } = await fill(log, 'a', appendLimits.maxEvents)
    expect(events).toHaveLength(1_000)
    expect(events.at(-1)?.revision).toBe(999)
  })

  it.each([0, appendLimits.maxEvents + 1])('takes an append of %i events for a defect', async (count) => {
    const log = await openEmpty(harness)
    const request = { stream: 'a', expected: 'any' as const, events: severalProposed(count) }
    await expect(log.append(request)()).rejects.toThrow(TypeError)
  })

  it('takes an append without a stream, or with one event twice, for a defect', async () => {
    const log = await openEmpty(harness)
    const event = proposed()
    await expect(log.append({ stream: '', expected: 'any', events: [event] })()).rejects.toThrow(TypeError)
    await expect(log.append({ stream: 'a', expected: 'any', events: [event, event] })()).rejects.toThrow(TypeError)
  })

  it('takes content that does not fit its type for a defect, and records nothing', async () => {
    const log = await openEmpty(harness)
    const misfit = { ...proposed(), data: { fqdn: 'not a name', registeredAt: 'yesterday' } } as never
    await expect(log.append({ stream: 'a', expected: 'any', events: [misfit] })()).rejects.toThrow(TypeError)
    expect(must(await log.head()())).toBe(0)
  })

  it('keeps streams apart whose names differ by case, by accents or by a space', async () => {
    const log = await openEmpty(harness)
    const names = ['site', 'Site', 'site ', 'sité', 'site\u0301', ' site', 'site%', 'site_']
    for (const name of names) await append(log, { stream: name, expected: 'noStream', events: [proposed()] })
    for (const name of names) {
      const { events } = must(await log.readStream(name)())
      expect(events.map(({ stream }) => stream)).toEqual([name])
    }
  })

  it('does not mind that recordedAt falls while positions rise', async () => {
    const log = await openEmpty(harness)
    const times = ['2026-11-20 12:00Z', '2026-11-20 11:00Z', '2026-11-20 11:30Z'].map(instant)
    for (const recordedAt of times) {
      await append(log, { stream: 'a', expected: 'any', events: [proposed({ recordedAt })] })
    }
    expect((await allEvents(log)).map(({ recordedAt }) => recordedAt)).toEqual(times)
  })

  it.each(eventTypes)('gives back any %s on any stream as it was', async (type) => {
    const log = await openEmpty(harness)
    await fc.assert(fc.asyncProperty(arbitraryStream, arbitraryEventOf(type), async (stream, any) => {
      const event = { ...any, id: freshUuid() }
      const { events } = await append(log, { stream, expected: 'any', events: [event] })
      const [last] = must(await log.readStream(stream, { fromRevision: events[0]?.revision ?? 0 })()).events
      expect(last).toEqual(events[0])
      expect(last).toMatchObject(event)
    }), { numRuns: harness.runs })
  })

  it('records an event as large as the limit, and refuses the next byte', async () => {
    const log = await openEmpty(harness, { ...appendLimits, maxRecordBytes: 5_000 })
    const send = (reason: string) => log.append({ stream: 'a', expected: 'any', events: [proposed({ reason })] })()
    const refused = await send('é'.repeat(4_000))
    if (E.isRight(refused) || refused.left._tag !== 'EventTooLarge') throw new Error('not refused')
    const room = refused.left.limitBytes - (refused.left.actualBytes - 8_000)
    expect(must(await send('x'.repeat(room))).events[0]?.reason).toHaveLength(room)
    expect(await send('x'.repeat(room + 1))).toEqual(
      E.left({ _tag: 'EventTooLarge', eventType: 'FrontEndRegistered', limitBytes: 5_000, actualBytes: 5_001 }),
    )
  })

  it('records nothing of an append with one event that is too large', async () => {
    const log = await openEmpty(harness, { ...appendLimits, maxRecordBytes: 5_000 })
    const events = [proposed(), proposed({ reason: 'x'.repeat(9_000) })]
    expect(E.isLeft(await log.append({ stream: 'a', expected: 'any', events })())).toBe(true)
    expect(must(await log.head()())).toBe(0)
  })

  it('refuses an append whose events are too large together', async () => {
    const log = await openEmpty(harness, { ...appendLimits, maxAppendBytes: 20_000 })
    const events = Array.from({ length: 3 }, () => proposed({ reason: 'x'.repeat(9_000) }))
    const outcome = await log.append({ stream: 'a', expected: 'any', events })()
    expect(outcome).toMatchObject({ left: { _tag: 'EventTooLarge' } })
  })

  it('refuses an event that holds a private key, names its place, and records nothing', async () => {
    const log = await openEmpty(harness)
    const reason = '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIA=='
    const outcome = await log.append({ stream: 'a', expected: 'any', events: [proposed(), proposed({ reason })] })()
    expect(outcome).toEqual(E.left({
      _tag: 'SecretRefused', eventType: 'FrontEndRegistered', where: '/reason', looksLike: 'PEM private key',
    }))
    expect(must(await log.head()())).toBe(0)
  })
}
