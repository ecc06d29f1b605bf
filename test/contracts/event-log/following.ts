import { expect, it } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { beginning, type Position } from '../../../domain/values/position.js'
import { allEvents, must } from '../../support/log-reading.js'
import { fill, fillStreams, openEmpty, type EventLogHarness } from './harness.js'

type Follower = { readonly seen: Array<Position>; readonly ended: Promise<void> }

/** Follows until so many events were seen, then aborts. */
const follow = (log: EventLog, after: Position, count: number, abort = new AbortController()): Follower => {
  const seen: Array<Position> = []
  const run = async (): Promise<void> => {
    for await (const page of log.follow({ after, signal: abort.signal })) {
      seen.push(...must(page).map(({ position }) => position))
      if (seen.length >= count) abort.abort()
    }
  }
  return { seen, ended: run() }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const positionsOf = async (log: EventLog): Promise<ReadonlyArray<Position>> =>
  (await allEvents(log)).map(({ position }) => position)

/** The live end of the log. */
export const following = (harness: EventLogHarness): void => {
  it('gives what is there, then what comes', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 3)
    const { seen, ended } = follow(log, beginning, 6)
    await pause(20)
    expect(seen).toHaveLength(3)
    await fill(log, 'b', 3)
    await ended
    expect(seen).toEqual(await positionsOf(log))
  })

  it('begins after the position that is given', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 5)
    const positions = await positionsOf(log)
    const { seen, ended } = follow(log, positions[2] ?? beginning, 3)
    await fill(log, 'a', 1)
    await ended
    expect(seen).toEqual((await positionsOf(log)).slice(3))
  })

  it('waits on an empty log for the first event', async () => {
    const log = await openEmpty(harness)
    const { seen, ended } = follow(log, beginning, 1)
    await pause(20)
    await fill(log, 'a', 1)
    await ended
    expect(seen).toEqual(await positionsOf(log))
  })

  it('skips and doubles nothing while many append', async () => {
    const log = await openEmpty(harness)
    const followers = [follow(log, beginning, 400), follow(log, beginning, 400), follow(log, beginning, 400)]
    const write = async (stream: string): Promise<void> => {
      for (let n = 0; n < 50; n += 1) {
        await fill(log, stream, 2)
        if (n % 10 === 0) await pause(1)
      }
    }
    await Promise.all(['a', 'b', 'c', 'd'].map(write))
    await Promise.all(followers.map(({ ended }) => ended))
    const positions = await positionsOf(log)
    expect(positions).toHaveLength(400)
    for (const { seen } of followers) expect(seen).toEqual(positions)
  })

  it('gives more than a page of the past before it waits', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 900)
    await fill(log, 'a', 900)
    const { seen, ended } = follow(log, beginning, 1_801)
    await fill(log, 'b', 1)
    await ended
    expect(new Set(seen).size).toBe(1_801)
  })

  it('ends at once where the signal has aborted before', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 1)
    const abort = new AbortController()
    abort.abort()
    const { seen, ended } = follow(log, beginning, 1, abort)
    await ended
    expect(seen).toEqual([])
  })

  it('ends within a moment when the signal aborts while it waits', async () => {
    const log = await openEmpty(harness)
    const abort = new AbortController()
    const { ended } = follow(log, beginning, 1, abort)
    await pause(20)
    const before = performance.now()
    abort.abort()
    await ended
    expect(performance.now() - before).toBeLessThan(50)
  })

  it('ends when the signal aborts between two pages', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a'], 300)
    const { seen, ended } = follow(log, beginning, 1)
    await ended
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.length).toBeLessThan(300)
  })

  it('may be left in the middle, and taken up again at the same place', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a'], 100)
    const seen: Array<Position> = []
    while (seen.length < 100) {
      for await (const page of log.follow({ after: seen.at(-1) ?? beginning, signal: new AbortController().signal })) {
        seen.push(...must(page).map(({ position }) => position))
        break
      }
    }
    expect(seen).toEqual(await positionsOf(log))
  })

  it('ends with a failure when the log is closed', async () => {
    const log = await openEmpty(harness)
    const pages: Array<unknown> = []
    const run = async (): Promise<void> => {
      for await (const page of log.follow({ after: beginning, signal: new AbortController().signal })) pages.push(page)
    }
    const ended = run()
    await pause(20)
    await log.close()
    await ended
    expect(pages).toMatchObject([E.left({ _tag: 'LogUnavailable', reason: 'CLOSED' })])
  })
}
