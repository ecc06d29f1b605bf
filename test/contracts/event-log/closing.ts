import { expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { beginning } from '../../../domain/values/position.js'
import { proposed } from '../../support/proposed-events.js'
import { fill, openEmpty, type EventLogHarness } from './harness.js'

const closed = { left: { _tag: 'LogUnavailable', reason: 'CLOSED' } }

/** The end of the log's use. */
export const closing = (harness: EventLogHarness): void => {
  it('answers every append that was under way', async () => {
    const log = await openEmpty(harness)
    const underWay = Array.from({ length: 50 }, (_, n) =>
      log.append({ stream: `s${String(n)}`, expected: 'noStream', events: [proposed()] })())
    await log.close()
    expect((await Promise.all(underWay)).every(E.isRight)).toBe(true)
  })

  it('is unavailable afterwards, for every question and every append', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 1)
    await log.close()
    expect(await log.head()()).toMatchObject(closed)
    expect(await log.readStream('a')()).toMatchObject(closed)
    expect(await log.append({ stream: 'a', expected: 'any', events: [proposed()] })()).toMatchObject(closed)
    for await (const page of log.readAll({ after: beginning })) expect(page).toMatchObject(closed)
    for await (const page of log.readRecords({ after: beginning })) expect(page).toMatchObject(closed)
  })

  it('ends a reading that is under way with a failure', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 500)
    const pages = []
    for await (const page of log.readAll({ after: beginning, batchSize: 10 })) {
      pages.push(E.isRight(page))
      if (pages.length === 3) await log.close()
    }
    expect(pages).toEqual([true, true, true, false])
  })

  it('may be closed twice, and at once', async () => {
    const log = await openEmpty(harness)
    await fill(log, 'a', 1)
    await Promise.all([log.close(), log.close()])
    await log.close()
    expect(await log.head()()).toMatchObject(closed)
  })
}
