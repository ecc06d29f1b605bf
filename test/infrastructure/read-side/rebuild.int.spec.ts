import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate as breathe } from 'node:timers/promises'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { openReadSide } from '../../../infrastructure/read-side/read-side.js'
import { projections } from '../../../projections/catalogue.js'
import type { Projection } from '../../../projections/projection.js'
import type { Rows } from '../../../projections/rows.js'
import type { RowOf, Table } from '../../../projections/table.js'
import { arbitraryEvent } from '../../support/arbitrary-events.js'
import { decoded } from '../../support/decoded.js'
import { must } from '../../support/log-reading.js'
import { configuration, freshDirectory, open, position, record, register, registration } from './sample-ledger.js'
import { counts, sampleProjections, stays, trail, trailProjection } from './sample-projections.js'

const generationsIn = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory).filter((name) => name.endsWith('.sqlite'))

const filled = async (events: number): Promise<EventLog> => {
  const log = memoryLog()
  await register(log, events)
  return log
}

/** Changes the rows behind the back of the read side. */
const tamper = (directory: string, sql: string): void => {
  const database = new DatabaseSync(join(directory, readFileSync(join(directory, 'current'), 'utf8').trim()))
  database.exec(sql)
  database.close()
}

/** An id of its own for each event: a log takes an id that comes again for the same event. */
const idNumbered = (nth: number): Uuid => decoded(Uuid, `00000000-0000-4000-8000-${String(nth).padStart(12, '0')}`)

const latestOf = (rows: Rows): RowOf<typeof trail> | undefined =>
  rows.find(trail, { orderBy: [['position', 'desc']], limit: 1 })[0]

const sampleEvent = fc.oneof(fc.nat(4).map(registration), fc.constant(null).map(configuration))

it.each([
  ['the projections of these tests', sampleProjections, sampleEvent],
  ['the projections of the ledger', projections, arbitraryEvent],
])('gives the same rows for the same events, in whatever steps they came: %s', async (_which, all, event) => {
  const steps = fc.array(fc.array(event, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(steps, async (batches) => {
      const directory = freshDirectory()
      const log = memoryLog()
      const readSide = must(await openReadSide({ directory, log, projections: all })())
      let recorded = 0
      const told = <A extends object>(proposal: A) => ({ ...proposal, id: idNumbered((recorded += 1)) })
      for (const batch of batches) {
        await record(log, batch.map(told))
        must(await readSide.catchUp()())
      }
      const incremental = must(await readSide.digests()())
      const report = must(await readSide.rebuild()())
      expect(report).toMatchObject({ unchanged: true, events: batches.flat().length, position: batches.flat().length })
      expect({ position: report.position, digests: report.digests }).toEqual(incremental)
      expect(report.before).toEqual(incremental.digests)
      await readSide.close()
    }),
    { numRuns: 25 },
  )
})

it('builds beside the old rows, switches, and removes the old', async () => {
  const log = await filled(10)
  const directory = freshDirectory()
  const readSide = await open(log, directory)
  expect(generationsIn(directory)).toEqual(['1.sqlite'])
  const applied: Array<number> = []
  must(await readSide.rebuild((count) => applied.push(count))())
  expect(applied.at(-1)).toBe(10)
  expect(generationsIn(directory)).toEqual(['2.sqlite'])
  expect(readFileSync(join(directory, 'current'), 'utf8')).toBe('2.sqlite\n')
  expect(readSide.rows.find(trail, {})).toHaveLength(10)
})

it('answers from the old rows meanwhile, and from the new ones with all that came in between', async () => {
  const log = await filled(900)
  const directory = freshDirectory()
  const readSide = await open(log, directory)
  let rebuilt = false
  const rebuilding = readSide.rebuild()().finally(() => { rebuilt = true })
  let answered = 0
  for (let recorded = 900; !rebuilt; answered += 1) {
    await register(log, 1)
    await breathe()
    recorded += 1
    const answer = await readSide.ask((rows, at) => [at, latestOf(rows)?.nth])()
    expect(answer).toEqual(E.right([recorded, recorded]))
  }
  expect(must(await rebuilding)).toMatchObject({ unchanged: true })
  expect(answered).toBeGreaterThan(2)
  expect(generationsIn(directory)).toEqual(['2.sqlite'])
})

it('reports rows that said something else, and puts them right', async () => {
  const log = await filled(10)
  const directory = freshDirectory()
  const readSide = await open(log, directory)
  tamper(directory, 'update counts set times = 7')
  const report = must(await readSide.rebuild()())
  expect(report.unchanged).toBe(false)
  expect(report.before?.['trail']).toBe(report.digests['trail'])
  expect(report.before?.['stays']).not.toBe(report.digests['stays'])
  expect(readSide.rows.find(counts, { equals: { times: 2 } })).toHaveLength(5)
})

it('is noticed by every other read side on the directory at its next question', async () => {
  const log = await filled(10)
  const directory = freshDirectory()
  const [one, other] = [await open(log, directory), await open(log, directory)]
  tamper(directory, 'delete from counts')
  expect(other.rows.find(counts, {})).toHaveLength(0)
  must(await one.rebuild()())
  must(await other.catchUp()())
  expect(other.rows.find(counts, {})).toHaveLength(5)
})

it('is done one after the other where two read sides ask for it at once', async () => {
  const log = await filled(30)
  const directory = freshDirectory()
  const [one, other] = [await open(log, directory), await open(log, directory)]
  const reports = await Promise.all([one.rebuild()(), other.rebuild()(), one.rebuild()()])
  for (const report of reports) expect(must(report)).toMatchObject({ events: 30, unchanged: true })
  expect(generationsIn(directory)).toEqual(['4.sqlite'])
})

it('is stopped by close, and leaves nothing behind', async () => {
  const log = await filled(900)
  const directory = freshDirectory()
  const readSide = await open(log, directory)
  const rebuilding = readSide.rebuild(() => void readSide.close())()
  expect(await rebuilding).toMatchObject(E.left({ _tag: 'ReadSideUnavailable', reason: 'CLOSED' }))
  await readSide.close()
  expect(generationsIn(directory)).toEqual(['1.sqlite'])
})

it('leaves the old rows in use where a projection fails', async () => {
  const log = await filled(5)
  const directory = freshDirectory()
  let broken = false
  const fragile: Projection = {
    ...trailProjection,
    on: {
      ...trailProjection.on,
      FrontEndRegistered: (event, rows) => {
        if (broken) throw new RangeError('broken')
        const handler = trailProjection.on.FrontEndRegistered
        return handler === 'ignored' ? [] : handler(event, rows)
      },
    },
  }
  const readSide = await open(log, directory, { projections: [fragile] })
  broken = true
  expect(await readSide.rebuild()()).toMatchObject(E.left({ _tag: 'ProjectionFailed', position: 1 }))
  expect(readSide.rows.find(trail, {})).toHaveLength(5)
  expect(generationsIn(directory)).toEqual(['1.sqlite'])
})

const later: Projection = { ...trailProjection, version: 2 }
const wider: Table = { ...trail, indexes: [['type']] }

it.each<[string, ReadonlyArray<Projection>]>([
  ['a projection has another version', [later, ...sampleProjections.slice(1)]],
  ['a projection is new', [...sampleProjections, { name: 'new', version: 1, tables: [], on: trailProjection.on }]],
  ['a projection is gone', [trailProjection]],
  ['a table has another index', [{ ...trailProjection, tables: [wider] }, ...sampleProjections.slice(1)]],
])('happens on opening where %s', async (_case, changed) => {
  const log = await filled(10)
  const directory = freshDirectory()
  await (await open(log, directory)).close()
  const readSide = await open(log, directory, { projections: changed })
  expect(readSide.checkpoint()).toBe(10)
  expect(generationsIn(directory)).toEqual(['2.sqlite'])
})

it('on opening tells how far it has come, and tells nothing where rows are there that fit', async () => {
  const log = await filled(600)
  const directory = freshDirectory()
  const told: Array<number> = []
  const building = (applied: number): void => void told.push(applied)
  await (await open(log, directory, { building })).close()
  expect(told.length).toBeGreaterThan(1)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(told.at(-1)).toBe(600)
  await open(log, directory, { building: () => expect.unreachable() })
})

it('leaves a program of another version its own rows as long as it runs', async () => {
  const log = await filled(10)
  const directory = freshDirectory()
  const older = await open(log, directory)
  const newer = await open(log, directory, { projections: [later] })
  await register(log, 5)
  for (const readSide of [older, newer, older]) {
    expect(await readSide.ask((rows) => rows.find(trail, {}).length)()).toEqual(E.right(15))
  }
  expect(older.rows.find(stays, {})).toHaveLength(15)
  expect([...older.rows.each(stays, {})]).toHaveLength(15)
  expect(generationsIn(directory)).toEqual(['2.sqlite'])
})

it('digests the same rows to the same, other rows to another, each projection for itself', async () => {
  const log = await filled(4)
  const readSide = await open(log, freshDirectory())
  const before = must(await readSide.digests()())
  expect(must(await readSide.digests()())).toEqual(before)
  await record(log, [configuration()])
  must(await readSide.catchUp(position(5))())
  const after = must(await readSide.digests()())
  expect([before.position, after.position]).toEqual([4, 5])
  for (const [name, digest] of Object.entries(before.digests)) {
    expect(digest).toMatch(/^[0-9a-f]{64}$/)
    expect(after.digests[name]).not.toBe(digest)
  }
})
