import { chmodSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { startProgram } from '../../support/crash/child-program.js'
import { must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { freshDirectory } from './ledger-directory.js'
import { fileOf, makeLedger } from './raw-ledger.js'
import { wholeLedger } from './whole-ledger.js'

const program = new URL('./log-process.ts', import.meta.url)

/** Rights bind nobody who is root; there, the program becomes someone else before it opens the ledger. */
const NOBODY = 65_534
const someone = process.getuid?.() === 0 ? { RUN_AS_UID: String(NOBODY) } : {}

const start = (directory: string, task: string, env: Record<string, string> = {}) =>
  startProgram(program, [directory, task], { env: { ...someone, CREATE: 'no', ...env } })

const run = async (directory: string, env: Record<string, string> = {}): Promise<ReadonlyArray<string>> => {
  const started = start(directory, 'read', env)
  expect(await started.ended).toBe(0)
  return (await started.lines).filter((line) => line !== 'ready')
}

/** A ledger of three events in a directory with these rights, its file with those. */
const ledgerWith = async (directoryMode: number, fileMode: number): Promise<string> => {
  const directory = freshDirectory()
  await makeLedger(directory, 3)
  chmodSync(dirname(directory), 0o755)
  chmodSync(fileOf(directory), fileMode)
  chmodSync(directory, directoryMode)
  onTestFinished(() => { chmodSync(directory, 0o755) })
  return directory
}

const failure = (directory: string, reason: string): string =>
  JSON.stringify({ _tag: 'LogUnavailable', path: fileOf(directory), reason })

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

/** Node before 22.15 cannot ask SQLite for a file that does not change, and so not read one in such a directory. */
const readsUnchanging = major > 22 || minor >= 15

it('reads, but does not append to, a ledger whose directory it may not write', async () => {
  const directory = await ledgerWith(0o555, 0o444)
  expect(await run(directory)).toEqual(
    readsUnchanging ? ['found 3', 'LogReadOnly'] : [failure(directory, 'SQLITE_READONLY_1544')],
  )
  expect(readdirSync(directory)).toEqual(['events.sqlite'])
})

it('reads, but does not append to, a ledger whose file it may not write', async () => {
  const directory = await ledgerWith(0o777, 0o444)
  expect(await run(directory)).toEqual(['found 3', 'LogReadOnly'])
  if (readsUnchanging) expect(readdirSync(directory)).toEqual(['events.sqlite'])
})

it('reads such a ledger while another process writes it', async () => {
  const directory = await ledgerWith(0o755, 0o644)
  const log = must(await openSqliteLog({ directory, create: false })())
  must(await log.append({ stream: 'a', expected: 'any', events: [proposed()] })())
  const expected = process.getuid?.() === 0 ? 'LogReadOnly' : 'appended'
  expect(await run(directory)).toEqual(['found 4', expected])
  await log.close()
})

it('does not go on with a file that began to change while it read it as unchanging', async () => {
  const directory = await ledgerWith(0o755, 0o444)
  if (process.getuid?.() !== 0) chmodSync(directory, 0o555)
  const watching = start(directory, 'watch')
  const lines: Array<string> = []
  watching.child.stdout?.on('data', (chunk) => { lines.push(String(chunk)) })
  while (!/head 3|READONLY/.test(lines.join(''))) await new Promise((resolve) => setTimeout(resolve, 5))
  chmodSync(directory, 0o755)
  chmodSync(fileOf(directory), 0o644)
  const log = must(await openSqliteLog({ directory, create: false })())
  must(await log.append({ stream: 'a', expected: 'any', events: [proposed()] })())
  expect(await watching.ended).toBe(0)
  await log.close()
  const said = await watching.lines
  expect(said.at(-1)).toBe(failure(directory, readsUnchanging ? 'CHANGED' : 'SQLITE_READONLY_1544'))
  expect(said.slice(0, -1).every((line) => line === 'ready' || line === 'head 3')).toBe(true)
})

it('names the reason where it may not read the file or enter the directory', async () => {
  for (const [directoryMode, fileMode] of [[0o755, 0o000], [0o000, 0o644]] as const) {
    const directory = await ledgerWith(directoryMode, fileMode)
    expect(await run(directory)).toEqual([failure(directory, 'EACCES')])
  }
})

it('names the reason where it may not make a ledger', async () => {
  const directory = freshDirectory()
  chmodSync(dirname(directory), 0o555)
  expect(await run(directory, { CREATE: 'yes' })).toEqual([failure(directory, 'EACCES')])
  chmodSync(dirname(directory), 0o755)
})

it('loses nothing by being asked without rights', async () => {
  const directory = await ledgerWith(0o555, 0o444)
  await run(directory)
  chmodSync(directory, 0o755)
  chmodSync(fileOf(directory), 0o644)
  expect(await wholeLedger(directory)).toHaveLength(3)
})
