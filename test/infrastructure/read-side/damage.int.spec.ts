import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { tryBuildLock } from '../../../infrastructure/read-side/build-lock.js'
import { must } from '../../support/log-reading.js'
import { freshDirectory, open, register } from './sample-ledger.js'
import { trail } from './sample-projections.js'

const GARBAGE = 'neither a database nor empty\n'.repeat(1000)

/** A log of so many events, and the directory of its rows, closed. */
const closedReadSide = async (events: number): Promise<{ readonly log: EventLog; readonly directory: string }> => {
  const log = memoryLog()
  await register(log, events)
  const directory = freshDirectory()
  await (await open(log, directory)).close()
  return { log, directory }
}

const currentFile = (directory: string): string =>
  join(directory, readFileSync(join(directory, 'current'), 'utf8').trim())

const overwrite = (path: string, from: number): void => {
  const bytes = readFileSync(path)
  writeFileSync(path, bytes.fill(0xa5, from))
}

it.each<[string, (directory: string) => void]>([
  ['the file of the rows is garbled', (directory) => writeFileSync(currentFile(directory), GARBAGE)],
  ['the first page of the rows is garbled', (directory) => overwrite(currentFile(directory), 100)],
  ['all pages of the rows but the first are garbled', (directory) => overwrite(currentFile(directory), 8192)],
  ['the file of the rows is cut off', (directory) => truncateSync(currentFile(directory), 9000)],
  ['the file of the rows is empty', (directory) => truncateSync(currentFile(directory))],
  ['the file of the rows is gone', (directory) => rmSync(currentFile(directory))],
  ['the name of the file is garbled', (directory) => writeFileSync(join(directory, 'current'), GARBAGE)],
  ['the name of the file is gone', (directory) => rmSync(join(directory, 'current'))],
  ['there is nothing left', (directory) => rmSync(directory, { recursive: true })],
])('answers as before where %s', async (_case, damage) => {
  const { log, directory } = await closedReadSide(400)
  damage(directory)
  const readSide = await open(log, directory)
  const numbers = await readSide.ask((rows) => rows.find(trail, {}).map(({ nth }) => nth))()
  expect(numbers).toEqual(E.right(Array.from({ length: 400 }, (_, index) => index + 1)))
  expect(must(await readSide.rebuild()())).toMatchObject({ unchanged: true, events: 400 })
})

it.each([['garbage', GARBAGE], ['short', 'x'], ['almost a header', `SQLite format 3\u0000${GARBAGE}`]])(
  'takes a build lock whose file is garbled, and still only once: %s',
  async (_case, content) => {
    const { log, directory } = await closedReadSide(5)
    const path = join(directory, 'build.lock')
    writeFileSync(path, content)
    const before = statSync(path).ino
    const lock = must(tryBuildLock(directory))
    expect(tryBuildLock(directory)).toMatchObject(E.left({ _tag: 'ReadSideBusy', path }))
    lock.release()
    expect(statSync(path).ino).toBe(before)
    expect(must(await (await open(log, directory)).rebuild()())).toMatchObject({ unchanged: true })
  },
)

it('names the build lock that cannot be taken because something else lies there', async () => {
  const { log, directory } = await closedReadSide(5)
  const path = join(directory, 'build.lock')
  rmSync(path)
  mkdirSync(path)
  const outcome = await (await open(log, directory)).rebuild()()
  expect(outcome).toEqual(E.left({ _tag: 'ReadSideUnavailable', path, reason: 'SQLITE_CANTOPEN' }))
})

it('makes every file for the owner alone, whatever the umask', async () => {
  const umask = process.umask(0)
  onTestFinished(() => void process.umask(umask))
  const log = memoryLog()
  await register(log, 30)
  const directory = freshDirectory()
  const readSide = await open(log, directory)
  must(await readSide.rebuild()())
  await register(log, 3)
  must(await readSide.catchUp()())
  const names = readdirSync(directory)
  expect(names.toSorted()).toEqual(['2.sqlite', '2.sqlite-shm', '2.sqlite-wal', 'build.lock', 'current'])
  for (const name of names) expect([name, statSync(join(directory, name)).mode & 0o777]).toEqual([name, 0o600])
  expect(statSync(directory).mode & 0o777).toBe(0o700)
})
