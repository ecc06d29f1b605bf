import { readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import type { BuildSource } from '../../../infrastructure/read-side/build-source.js'
import { projections } from '../../../projections/catalogue.js'
import { must } from '../../support/log-reading.js'
import { freshDirectory, open, position, registration } from './sample-ledger.js'

/** From so many events on, rows are built in workers. */
const MANY = 20_000

const dist = new URL('../../../dist/', import.meta.url).href

const sourceText = `
import { openSqliteLog } from '${dist}infrastructure/event-log/sqlite-log.js'
import { projections } from '${dist}projections/catalogue.js'
export const openSource = async (directory) => {
  const log = await openSqliteLog({ directory, create: false })()
  if (log._tag === 'Left') return log
  return { _tag: 'Right', right: { log: log.right, projections, close: log.right.close } }
}
`

type BigLog = { readonly log: EventLog; readonly directory: string; readonly source: BuildSource }

const bigLog = async (): Promise<BigLog> => {
  const directory = dirname(freshDirectory())
  const log = must(await openSqliteLog({ directory, create: true })())
  onTestFinished(() => log.close())
  for (let recorded = 0; recorded < MANY; recorded += 500) {
    const events = Array.from({ length: 500 }, (_, nth) => registration(nth))
    must(await log.append({ stream: 's', expected: 'any', events })())
  }
  const module = join(directory, 'source.mjs')
  writeFileSync(module, sourceText)
  return { log, directory, source: { module: pathToFileURL(module).href, argument: directory } }
}

/** Files beside those that are only there as long as a worker still digests rows. */
const lasting = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory).filter((name) => !/-(?:wal|shm)$/.test(name))

it('builds a large ledger in two workers to the same rows as in one thread, and leaves no part of them', async () => {
  const { log, directory, source } = await bigLog()
  const told: Array<number> = []
  const building = (applied: number): void => void told.push(applied)
  const alone = await open(log, join(directory, 'alone'), { projections })
  const both = await open(log, join(directory, 'both'), { projections, source, building })
  const expected = must(await alone.digests()())
  expect(must(await both.digests()())).toEqual(expected)
  expect(told.at(-1)).toBe(MANY)
  const answered: Array<number> = []
  const rebuilding = both.rebuild(() => void both.ask((_rows, at) => answered.push(at))())()
  expect(must(await rebuilding)).toMatchObject({ ...expected, events: MANY, unchanged: true })
  expect(new Set(answered)).toEqual(new Set([position(MANY)]))
  expect(readdirSync(join(directory, 'both')).filter((name) => name.includes('part'))).toEqual([])
})

it('says so where the workers do not find the log, leaves nothing behind and goes on with the old rows', async () => {
  const { log, directory, source } = await bigLog()
  const rows = join(directory, 'rows')
  await (await open(log, rows, { projections })).close()
  const before = lasting(rows)
  const readSide = await open(log, rows, { projections, source: { ...source, argument: join(directory, 'nowhere') } })
  expect(await readSide.rebuild()()).toMatchObject(E.left({ _tag: 'LogUnavailable', reason: 'ENOENT' }))
  const lost = await open(log, rows, { projections, source: { ...source, module: 'data:text/javascript,' } })
  expect(await lost.rebuild()()).toMatchObject(E.left({ _tag: 'ReadSideUnavailable', reason: 'WORKER_FAILED' }))
  expect(await readSide.ask((_rows, at) => at)()).toEqual(E.right(MANY))
  await Promise.all([readSide.close(), lost.close()])
  expect(lasting(rows)).toEqual(before)
})
