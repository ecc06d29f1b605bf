import { describe, expect, it, onTestFinished } from 'vitest'
import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import { E, TE } from '../../application/prelude.js'
import { openReadSide } from '../../infrastructure/read-side/read-side.js'
import { put, type Projection } from '../../projections/projection.js'
import type { Rows } from '../../projections/rows.js'
import {
  configuration, freshDirectory, front, open, position, record, register, registration,
} from '../infrastructure/read-side/sample-ledger.js'
import {
  counts, sampleProjections, stays, trail, trailProjection,
} from '../infrastructure/read-side/sample-projections.js'
import { must } from '../support/log-reading.js'

/** How a law gets a log that holds nothing yet. */
export type ReadSideHarness = { readonly emptyLog: () => Promise<EventLog> }

const filled = async ({ emptyLog }: ReadSideHarness, events: number): Promise<EventLog> => {
  const log = await emptyLog()
  onTestFinished(() => log.close())
  await register(log, events)
  return log
}

const upTo = (last: number): ReadonlyArray<number> => Array.from({ length: last }, (_, index) => index + 1)

const catchingUp = (harness: ReadSideHarness): void => {
  it('stands at the beginning of an empty log', async () => {
    const readSide = await open(await filled(harness, 0), freshDirectory())
    expect(must(await readSide.catchUp()())).toBe(0)
    expect(readSide.rows.find(trail, {})).toEqual([])
  })

  it('is at the head of the log when it has caught up, each event applied once', async () => {
    const log = await filled(harness, 7)
    const readSide = await open(log, freshDirectory())
    await register(log, 600)
    expect(must(await readSide.catchUp()())).toBe(607)
    expect(readSide.checkpoint()).toBe(607)
    expect(readSide.rows.find(trail, {}).map(({ nth }) => nth)).toEqual(upTo(607))
  })

  it('goes no further than asked, and never back', async () => {
    const log = await filled(harness, 0)
    const readSide = await open(log, freshDirectory())
    await register(log, 9)
    expect(must(await readSide.catchUp(position(4))())).toBe(4)
    expect(readSide.rows.find(trail, {})).toHaveLength(4)
    expect(must(await readSide.catchUp(position(2))())).toBe(4)
  })

  it('reads no event again', async () => {
    const log = await filled(harness, 5)
    let read = 0
    const counted: EventLog = {
      ...log,
      readAll: (options) => {
        read += 1
        return log.readAll(options)
      },
    }
    const readSide = await open(counted, freshDirectory())
    const whenOpened = read
    must(await readSide.catchUp()())
    must(await readSide.catchUp()())
    expect(read).toBe(whenOpened)
  })

  it('applies each event once where many catch up at the same time', async () => {
    const log = await filled(harness, 0)
    const directory = freshDirectory()
    const readSides = [await open(log, directory), await open(log, directory), await open(log, directory)]
    await register(log, 700)
    const reached = await Promise.all(readSides.flatMap((each) => [each.catchUp()(), each.catchUp()()]))
    expect(reached).toEqual(reached.map(() => E.right(700)))
    expect(readSides[0]?.rows.find(trail, {}).map(({ nth }) => nth)).toEqual(upTo(700))
  })

  it('goes on where it stood after it was opened again', async () => {
    const log = await filled(harness, 8)
    const directory = freshDirectory()
    await (await open(log, directory)).close()
    await register(log, 3)
    const readSide = await open(log, directory)
    expect(readSide.checkpoint()).toBe(8)
    must(await readSide.catchUp()())
    expect(readSide.rows.find(trail, {}).map(({ nth }) => nth)).toEqual(upTo(11))
  })
}

const projecting = (harness: ReadSideHarness): void => {
  it('shows projections the rows as the events before left them, whichever projection comes first', async () => {
    for (const projections of [sampleProjections, sampleProjections.toReversed()]) {
      const log = await filled(harness, 0)
      const readSide = await open(log, freshDirectory(), { projections })
      await register(log, 6)
      must(await readSide.catchUp()())
      const seen = readSide.rows.find(stays, {})
      expect(seen).toHaveLength(6)
      for (const { known_from, trail_then } of seen) expect(trail_then).toBe(known_from - 1)
    }
  })

  it('puts, closes and removes as the projections say', async () => {
    const log = await filled(harness, 6)
    const readSide = await open(log, freshDirectory())
    expect(readSide.rows.find(stays, { equals: { fqdn: front(0) } })).toEqual([
      { fqdn: front(0), known_from: 1, known_to: 6, trail_then: 0 },
      { fqdn: front(0), known_from: 6, known_to: null, trail_then: 5 },
    ])
    expect(readSide.rows.find(counts, { equals: { times: 2 } })).toEqual([{ fqdn: front(0), times: 2 }])
    await record(log, [configuration(), registration(3)])
    must(await readSide.catchUp()())
    expect(readSide.rows.find(counts, {})).toEqual([{ fqdn: front(3), times: 1 }])
  })

  it('names the projection that failed, and keeps nothing of the events read with that one', async () => {
    const log = await filled(harness, 3)
    const fails = (): never => { throw new TypeError('no site') }
    const failing: Projection = { ...trailProjection, on: { ...trailProjection.on, SiteConfigured: fails } }
    const readSide = await open(log, freshDirectory(), { projections: [failing] })
    await record(log, [registration(1), configuration(), registration(2)])
    const outcome = await readSide.catchUp()()
    const failure = { _tag: 'ProjectionFailed', projection: 'trail', position: 5, reason: 'TypeError: no site' }
    expect(outcome).toEqual(E.left(failure))
    expect(readSide.checkpoint()).toBe(3)
    expect(readSide.rows.find(trail, {})).toHaveLength(3)
  })

  it('names the projection whose row its table does not take', async () => {
    const log = await filled(harness, 1)
    const row = { position: 1, nth: 'one', type: '', stream: '' } as never
    const wrong: Projection = {
      ...trailProjection,
      on: { ...trailProjection.on, FrontEndRegistered: () => [put(trail, row)] },
    }
    const outcome = await openReadSide({ directory: freshDirectory(), log, projections: [wrong] })()
    expect(outcome).toMatchObject(E.left({ _tag: 'ProjectionFailed', projection: 'trail', position: 1 }))
  })
}

async function* onlyFailing(failure: LogFailure) {
  await Promise.resolve()
  yield E.left(failure)
}

const asking = (harness: ReadSideHarness): void => {
  it('answers from the head of the log, and says which position that is', async () => {
    const log = await filled(harness, 2)
    const readSide = await open(log, freshDirectory())
    await register(log, 3)
    const answer = await readSide.ask((rows, at) => ({ at, rows: rows.find(trail, {}).length }))()
    expect(answer).toEqual(E.right({ at: 5, rows: 5 }))
  })

  it('answers from one state of the rows while another read side goes on', async () => {
    const log = await filled(harness, 2)
    const directory = freshDirectory()
    const [readSide, other] = [await open(log, directory), await open(log, directory)]
    const count = (rows: Rows): number => rows.find(trail, {}).length
    const counted = must(await readSide.ask((rows, at) => [at, count(rows), count(rows)])())
    expect(counted).toEqual([2, 2, 2])
    await register(log, 4)
    const answers = await Promise.all(
      [readSide, other, readSide, other].map((each) => each.ask((rows, at) => [at, count(rows)])()))
    expect(answers).toEqual(answers.map(() => E.right([6, 6])))
  })

  it('gives rows one by one as they stood when the first was taken, while events are applied', async () => {
    const log = await filled(harness, 300)
    const readSide = await open(log, freshDirectory())
    const taken: Array<number> = []
    for (const { position: at } of readSide.rows.each(trail, { orderBy: [['position', 'asc']] })) {
      taken.push(at)
      if (taken.length % 100 !== 1) continue
      await register(log, 2)
      must(await readSide.catchUp()())
    }
    expect(taken).toEqual(upTo(300))
    expect(readSide.rows.find(trail, {})).toHaveLength(306)
  })

  it('says what is wrong with the log', async () => {
    const log = await filled(harness, 2)
    const failure: LogFailure = { _tag: 'RecordCorrupt', position: position(4), detail: 'hash' }
    const headless: EventLog = { ...log, head: () => TE.left(failure) }
    const unreadable: EventLog = { ...log, readAll: () => onlyFailing(failure) }
    for (const failing of [headless, unreadable]) {
      const outcome = await openReadSide({ directory: freshDirectory(), log: failing, projections: [] })()
      expect(outcome).toEqual(E.left(failure))
    }
  })
}

const closing = (harness: ReadSideHarness): void => {
  it('answers nothing after it was closed, and may be closed again', async () => {
    const directory = freshDirectory()
    const readSide = await open(await filled(harness, 2), directory)
    await readSide.close()
    await readSide.close()
    const closed = E.left({ _tag: 'ReadSideUnavailable', path: directory, reason: 'CLOSED' })
    expect(await readSide.catchUp()()).toEqual(closed)
    expect(await readSide.ask(() => 1)()).toEqual(closed)
    expect(await readSide.rebuild()()).toEqual(closed)
    expect(await readSide.digests()()).toEqual(closed)
    expect(readSide.checkpoint()).toBe(0)
    expect(() => readSide.rows.find(trail, {})).toThrow('closed')
  })

  it('finishes what was asked before', async () => {
    const log = await filled(harness, 0)
    const readSide = await open(log, freshDirectory())
    await register(log, 400)
    const asked = [readSide.catchUp()(), readSide.ask((rows) => rows.find(trail, {}).length)()]
    await readSide.close()
    expect(await Promise.all(asked)).toEqual([E.right(400), E.right(400)])
  })
}

/** The laws of a read side, whatever log is behind it. */
export const readSideContract = (name: string, harness: ReadSideHarness): void => {
  describe(`${name}: catching up`, () => catchingUp(harness))
  describe(`${name}: projecting`, () => projecting(harness))
  describe(`${name}: asking`, () => asking(harness))
  describe(`${name}: closing`, () => closing(harness))
}
