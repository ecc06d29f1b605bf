import { expect, it } from 'vitest'
import type { ExpectedRevision } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { append, fill, openEmpty, type EventLogHarness } from './harness.js'

const met: ReadonlyArray<readonly [string, number, ExpectedRevision]> = [
  ['noStream, and there is none', 0, 'noStream'],
  ['any, and there is none', 0, 'any'],
  ['any, and there are three events', 3, 'any'],
  ['streamExists, and there is one event', 1, 'streamExists'],
  ['its last revision, and that is 0', 1, { revision: 0 }],
  ['its last revision, and that is 4', 5, { revision: 4 }],
]

const unmet: ReadonlyArray<readonly [string, number, ExpectedRevision]> = [
  ['noStream, and there is one event', 1, 'noStream'],
  ['noStream, and there are three', 3, 'noStream'],
  ['streamExists, and there is none', 0, 'streamExists'],
  ['revision 0, and there is none', 0, { revision: 0 }],
  ['a revision that lies behind', 3, { revision: 1 }],
  ['a revision that lies ahead', 3, { revision: 3 }],
  ['a revision that no stream has', 3, { revision: -1 }],
]

/** What the writer believes of the stream decides. */
export const expectations = (harness: EventLogHarness): void => {
  it.each(met)('records at the end of the stream where the writer expects %s', async (_what, count, expected) => {
    const log = await openEmpty(harness)
    if (count > 0) await fill(log, 'a', count)
    const { events, repeated } = await append(log, { stream: 'a', expected, events: [proposed()] })
    expect(repeated).toBe(false)
    expect(events.map(({ revision }) => revision)).toEqual([count])
  })

  it.each(unmet)('answers with the true revision where the writer expects %s', async (_what, count, expected) => {
    const log = await openEmpty(harness)
    if (count > 0) await fill(log, 'a', count)
    const outcome = await log.append({ stream: 'a', expected, events: [proposed()] })()
    expect(outcome).toEqual(E.left({ _tag: 'Conflict', stream: 'a', expected, actual: count === 0 ? null : count - 1 }))
  })

  it('records nothing of an append in conflict', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 1)
    const before = must(await log.head()())
    await log.append({ stream: 'a', expected: 'noStream', events: [proposed(), proposed()] })()
    expect(must(await log.head()())).toBe(before)
    expect(must(await log.readStream('a')()).events).toHaveLength(1)
  })

  it('records the same events once the expectation is put right', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 2)
    const events = [proposed()]
    const first = await log.append({ stream: 'a', expected: 'noStream', events })()
    expect(E.isLeft(first)).toBe(true)
    const second = await append(log, { stream: 'a', expected: { revision: 1 }, events })
    expect(second.repeated).toBe(false)
  })

  it('judges each stream by itself', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 5)
    const { events } = await append(log, { stream: 'b', expected: 'noStream', events: [proposed()] })
    expect(events[0]?.revision).toBe(0)
  })
}
