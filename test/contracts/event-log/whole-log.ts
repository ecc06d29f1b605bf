import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import { beginning, type Position } from '../../../domain/values/position.js'
import { allEvents, collect, must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { append, fill, fillStreams, openEmpty, type EventLogHarness } from './harness.js'

const positionsOf = async (log: EventLog): Promise<ReadonlyArray<Position>> =>
  (await allEvents(log)).map(({ position }) => position)

const read = async (log: EventLog, options: Parameters<EventLog['readAll']>[0]): Promise<ReadonlyArray<number>> =>
  (await collect(log.readAll(options))).map(({ position }) => position)

const nth = (positions: ReadonlyArray<Position>, index: number): Position => positions[index] ?? beginning

/** All events in their total order. */
export const wholeLog = (harness: EventLogHarness): void => {
  it('has no events and its head at 0 while it is empty', async () => {
    const log = await openEmpty(harness)
    expect(must(await log.head()())).toBe(0)
    expect(await allEvents(log)).toEqual([])
    expect(await collect(log.readRecords({ after: beginning }))).toEqual([])
  })

  it('has its head at the last event', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 2)
    const { events } = await fill(log, 'b', 3)
    expect(must(await log.head()())).toBe(events.at(-1)?.position)
  })

  it('gives the events of all streams in the order of recording', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b', 'c'], 9)
    const events = await allEvents(log)
    expect(events.map(({ stream, revision }) => `${stream}${String(revision)}`)).toEqual(
      ['a0', 'b0', 'c0', 'a1', 'b1', 'c1', 'a2', 'b2', 'c2'],
    )
  })

  it('begins after the position that is given, and ends with the last one that is given', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b'], 10)
    const positions = await positionsOf(log)
    expect(await read(log, { after: nth(positions, 3) })).toEqual(positions.slice(4))
    expect(await read(log, { after: beginning, upTo: nth(positions, 6) })).toEqual(positions.slice(0, 7))
    expect(await read(log, { after: nth(positions, 3), upTo: nth(positions, 6) })).toEqual(positions.slice(4, 7))
    expect(await read(log, { after: nth(positions, 5), upTo: nth(positions, 5) })).toEqual([])
    expect(await read(log, { after: nth(positions, 6), upTo: nth(positions, 3) })).toEqual([])
  })

  it('ends at the head where a later end is given, and gives nothing after the head', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 3)
    const positions = await positionsOf(log)
    const beyond = (nth(positions, 2) + 1_000) as Position
    expect(await read(log, { after: beginning, upTo: beyond })).toEqual(positions)
    expect(await read(log, { after: nth(positions, 2) })).toEqual([])
    expect(await read(log, { after: beyond })).toEqual([])
  })

  it('gives pages of any size without losing or doubling an event at their borders', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b', 'c'], 40)
    const positions = await positionsOf(log)
    const index = fc.integer({ min: 0, max: 39 })
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 50 }), index, index, async (batchSize, from, to) => {
      const options = { after: nth(positions, from), upTo: nth(positions, to), batchSize }
      for await (const page of log.readAll(options)) expect(must(page).length).toBeLessThanOrEqual(batchSize)
      expect(await read(log, options)).toEqual(positions.slice(from + 1, to + 1))
    }), { numRuns: harness.runs })
  })

  it('gives more events than any page holds', async () => {
    const log = await openEmpty(harness)
    for (let n = 0; n < 5; n += 1) await fill(log, `s${String(n)}`, 700)
    const positions = await positionsOf(log)
    expect(new Set(positions).size).toBe(3_500)
    expect(await read(log, { after: beginning, batchSize: 10_000 })).toEqual(positions)
  })

  it('ends where the head was when reading began', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 200)
    const seen: Array<number> = []
    for await (const page of log.readAll({ after: beginning, batchSize: 50 })) {
      seen.push(...must(page).map(({ position }) => position))
      await fill(log, 'a', 1)
    }
    expect(seen).toHaveLength(200)
    expect(await allEvents(log)).toHaveLength(204)
  })

  it('goes on at the right place after a reader has stopped early', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b'], 100)
    const seen: Array<number> = []
    let after = beginning
    while (seen.length < 100) {
      for await (const page of log.readAll({ after, batchSize: 7 })) {
        seen.push(...must(page).map(({ position }) => position))
        after = must(page).at(-1)?.position ?? after
        break
      }
    }
    expect(seen).toEqual(await positionsOf(log))
  })

  it('serves several readers at once, each from its own place', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b'], 100)
    const positions = await positionsOf(log)
    const starts = [beginning, nth(positions, 10), nth(positions, 49), nth(positions, 98)]
    const read4 = await Promise.all(starts.map((after) => read(log, { after, batchSize: 9 })))
    expect(read4.map(({ length }) => length)).toEqual([100, 89, 50, 1])
  })

  it('gives large events among small ones', async () => {
    const log = await openEmpty(harness)
    const sizes = Array.from({ length: 120 }, (_, n) => (n % 10 === 0 ? 300_000 : 10))
    for (const size of sizes) {
      await append(log, { stream: 'a', expected: 'any', events: [proposed({ reason: 'x'.repeat(size) })] })
    }
    expect((await allEvents(log)).map(({ reason }) => reason?.length)).toEqual(sizes)
  })
}
