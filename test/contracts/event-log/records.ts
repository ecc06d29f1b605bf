import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '../../../domain/log/canonical-json.js'
import { beginning } from '../../../domain/values/position.js'
import { arbitraryEvent, arbitraryStream } from '../../support/arbitrary-events.js'
import { allEvents, collect } from '../../support/log-reading.js'
import { freshUuid } from '../../support/proposed-events.js'
import { append, fillStreams, openEmpty, type EventLogHarness } from './harness.js'
import { onRecord } from './on-record.js'

const leafHash = (record: string): string => createHash('sha256').update(Buffer.of(0)).update(record).digest('hex')

/** The bytes that are stored, the same on every store. */
export const records = (harness: EventLogHarness): void => {
  it.each(onRecord)('stores $name as the very bytes that are on record', async ({ stream, event, record, hash }) => {
    const log = await openEmpty(harness)
    await append(log, { stream, expected: 'noStream', events: [event] })
    const [stored] = await collect(log.readRecords({ after: beginning }))
    expect(stored?.record).toBe(record)
    expect(stored?.leafHash).toBe(hash)
  })

  it('stores the canonical JSON of the envelope without its position, and its RFC 6962 leaf hash', async () => {
    const log = await openEmpty(harness)
    await fc.assert(fc.asyncProperty(arbitraryStream, arbitraryEvent, async (stream, any) => {
      const { events } = await append(log, { stream, expected: 'any', events: [{ ...any, id: freshUuid() }] })
      const [event] = events
      if (event === undefined) throw new Error('one was appended')
      const { position, leafHash: given, ...envelope } = event
      const [stored] = await collect(log.readRecords({ after: (position - 1) as never, upTo: position }))
      expect(stored).toEqual({ position, record: canonicalJson(envelope as never), leafHash: given })
      expect(given).toBe(leafHash(stored?.record ?? ''))
    }), { numRuns: harness.runs })
  })

  it('gives the records of the same range as the events', async () => {
    const log = await openEmpty(harness)
    await fillStreams(log, ['a', 'b'], 150)
    const events = await allEvents(log)
    const [after, upTo] = [events[19]?.position ?? beginning, events[99]?.position ?? beginning]
    const stored = await collect(log.readRecords({ after, upTo }))
    expect(stored.map(({ position }) => position)).toEqual(events.slice(20, 100).map(({ position }) => position))
    expect(stored.map(({ leafHash: hash }) => hash)).toEqual(events.slice(20, 100).map(({ leafHash: hash }) => hash))
    expect(await collect(log.readRecords({ after: beginning }))).toHaveLength(150)
  })
}
