import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { startProgram } from '../../support/crash/child-program.js'
import { freshDirectory } from './ledger-directory.js'

const program = new URL('./log-process.ts', import.meta.url)

/**
 * A shell that sees a file system of its own at `$0`, a megabyte in size and half full, and runs the rest
 * there.
 */
const script = 'mount -t tmpfs -o size=1m tmpfs "$0" && head -c 500000 /dev/zero > "$0/ballast" && exec "$@"'
const onSmallDisk = (mountPoint: string): ReadonlyArray<string> =>
  ['unshare', process.getuid?.() === 0 ? '-m' : '-rm', 'sh', '-c', script, mountPoint]

const canMount = (): boolean => {
  const mountPoint = freshDirectory()
  mkdirSync(mountPoint)
  const [command = '', ...args] = [...onSmallDisk(mountPoint), 'true']
  return spawnSync(command, args).status === 0
}

/** Where no one may mount a file system, SQLite itself runs out of pages. */
const smallRoom = (mountPoint: string) =>
  canMount() ? { prefix: onSmallDisk(mountPoint) } : { env: { PAGES: '60' } }

it('says that the disk is full, loses nothing, and goes on when there is room again', async () => {
  const mountPoint = freshDirectory()
  mkdirSync(mountPoint)
  const started = startProgram(program, [`${mountPoint}/ledger`, 'fill', '20'], smallRoom(mountPoint))
  expect(await started.ended).toBe(0)
  const lines = (await started.lines).filter((line) => line !== 'ready')
  const acknowledged = lines.filter((line) => /^\d/.test(line))
  const read = lines.filter((line) => line.startsWith('read ')).map((line) => line.slice(5))
  const said = lines.filter((line) => /^[A-Za-z]/.test(line) && !line.startsWith('read '))
  expect(said[0]).toBe('LogFull')
  expect(said[1]).toBe(`found ${String(acknowledged.length - 20)}`)
  expect(said[2]).toBe('LogFull')
  expect(read).toEqual(acknowledged)
  expect(acknowledged.length).toBeGreaterThan(50)
})
