import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { projections } from '../../../projections/catalogue.js'
import { startProgram } from '../../support/crash/child-program.js'
import { must } from '../../support/log-reading.js'
import { freshDirectory, open, register } from './sample-ledger.js'

const program = new URL('./ask-rows-process.ts', import.meta.url)

/** Rights bind nobody who is root; there, the program becomes someone else before it opens the ledger. */
const someone = process.getuid?.() === 0 ? { RUN_AS_UID: '65534' } : {}

/** A directory for temporary files that anybody may write, and that is empty. */
const ownTemporary = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'certledger-tmp-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  chmodSync(path, 0o777)
  return path
}

const asked = async (directory: string, place: 'aside' | 'stay', prefix: ReadonlyArray<string> = []) => {
  const env = { TMPDIR: ownTemporary(), ...(prefix.length === 0 ? someone : {}) }
  const started = startProgram(program, [directory, place], { env, prefix })
  expect(await started.ended).toBe(0)
  return (await started.lines).map((line) => JSON.parse(line) as unknown)
}

const withLog = async (directory: string, events: number): Promise<void> => {
  const log = must(await openSqliteLog({ directory, create: true })())
  await register(log, events)
  await log.close()
}

/** A ledger with rows of five events and two more events behind. */
const ledger = async (): Promise<string> => {
  const directory = dirname(freshDirectory())
  await withLog(directory, 5)
  const log = must(await openSqliteLog({ directory, create: false })())
  await (await open(log, join(directory, 'read-side'), { projections })).close()
  await log.close()
  await withLog(directory, 2)
  return directory
}

const chmod = (rights: string, path: string): void => {
  expect(spawnSync('chmod', ['-R', rights, path]).status).toBe(0)
}

/** Nobody may write the ledger any more; everybody may read it. */
const onlyReadable = (directory: string): void => {
  chmod('a+rX,a-w', directory)
  onTestFinished(() => chmod('u+rwX', directory))
}

const everything = (directory: string): ReadonlyArray<readonly [string, string]> =>
  readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name), 'latin1')] as const)

const fine = (built: number) => [{ built, answer: 7, kept: true }, { unchanged: true }, { left: [] }]

describe('a ledger directory that may only be read', () => {
  it('answers from a copy of its rows, brought up to date, and nothing is left of that', async () => {
    const directory = await ledger()
    const before = everything(directory)
    onlyReadable(directory)
    expect(await asked(directory, 'aside')).toEqual(fine(0))
    expect(everything(directory)).toEqual(before)
  })

  it('answers from rows built anew where it has none, or they may not be read', async () => {
    const directory = await ledger()
    onlyReadable(directory)
    chmodSync(join(directory, 'read-side'), 0o000)
    expect(await asked(directory, 'aside')).toEqual(fine(7))
    chmodSync(join(directory, 'read-side'), 0o700)
    rmSync(join(directory, 'read-side'), { recursive: true, force: true })
    expect(await asked(directory, 'aside')).toEqual(fine(7))
  })

  it('answers where a file system may only be read', async () => {
    const directory = await ledger()
    const mount = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
    const prefix = ['unshare', process.getuid?.() === 0 ? '-m' : '-rm', 'sh', '-c', mount, directory]
    expect(await asked(directory, 'aside', prefix)).toEqual(fine(0))
  })

  it('is refused where rows may lie nowhere else', async () => {
    const directory = await ledger()
    rmSync(join(directory, 'read-side'), { recursive: true })
    onlyReadable(directory)
    const path = join(directory, 'read-side')
    const refused = { _tag: 'ReadSideUnavailable', path, reason: 'EACCES' }
    expect(await asked(directory, 'stay')).toEqual([refused, { left: [] }])
  })
})

it('keeps rows where they belong as long as that may be written', async () => {
  const directory = await ledger()
  chmod('a+rwX', directory)
  expect(await asked(directory, 'aside')).toEqual([
    { built: 0, answer: 7, kept: false }, { unchanged: true }, { left: [] },
  ])
  expect(readdirSync(join(directory, 'read-side')).toSorted()).toEqual(['2.sqlite', 'build.lock', 'current'])
})
