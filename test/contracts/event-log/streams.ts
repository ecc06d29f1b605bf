import { expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { append, fill, fillStreams, openEmpty, type EventLogHarness } from './harness.js'

type Options = { readonly fromRevision?: number; readonly limit?: number }

const slices: ReadonlyArray<readonly [string, Options, ReadonlyArray<number>]> = [
  ['everything', {}, [0, 1, 2, 3, 4]],
  ['from revision 0', { fromRevision: 0 }, [0, 1, 2, 3, 4]],
  ['from revision 3', { fromRevision: 3 }, [3, 4]],
  ['from the last revision', { fromRevision: 4 }, [4]],
  ['from beyond the last revision', { fromRevision: 5 }, []],
  ['from far beyond', { fromRevision: 1_000_000 }, []],
  ['at most 2', { limit: 2 }, [0, 1]],
  ['at most 9', { limit: 9 }, [0, 1, 2, 3, 4]],
  ['none', { limit: 0 }, []],
  ['one from revision 2', { fromRevision: 2, limit: 1 }, [2]],
  ['the last two and more', { fromRevision: 3, limit: 100 }, [3, 4]],
]

/** One stream. */
export const streams = (harness: EventLogHarness): void => {
  it('gives an empty slice for a stream that has no event', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 1)
    expect(await log.readStream('b')()).toEqual(E.right({ events: [], lastRevision: null }))
    const part = await log.readStream('b', { fromRevision: 3, limit: 2 })()
    expect(part).toEqual(E.right({ events: [], lastRevision: null }))
  })

  it.each(slices)('gives %s, and with it the last revision of the stream', async (_what, options, revisions) => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b'], 10)
    const { events, lastRevision } = must(await log.readStream('a', options)())
    expect(events.map(({ revision }) => revision)).toEqual(revisions)
    expect(events.every(({ stream }) => stream === 'a')).toBe(true)
    expect(lastRevision).toBe(4)
  })

  it('gives the events of a stream in the order of their positions', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b', 'c'], 30)
    const positions = must(await log.readStream('b')()).events.map(({ position }) => position)
    expect(positions).toHaveLength(10)
    expect(positions).toEqual([...positions].sort((a, b) => a - b))
  })

  it('gives a long stream whole', async () => {
    const log = await openEmpty(harness)
    for (let n = 0; n < 3; n += 1) await fill(log, 'a', 1_000)
    const { events, lastRevision } = must(await log.readStream('a')())
    expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 3_000 }, (_, n) => n))
    expect(lastRevision).toBe(2_999)
  })

  it('gives the revision that the next append may expect', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 3)
    const { lastRevision } = must(await log.readStream('a', { limit: 1 })())
    if (lastRevision === null) throw new Error('there is a stream')
    const { events } = await append(log, { stream: 'a', expected: { revision: lastRevision }, events: [proposed()] })
    expect(events[0]?.revision).toBe(3)
  })
}
