import {
  chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { freshDirectory } from './ledger-directory.js'
import { behindItsBack, fileOf, makeLedger, withItsConnection } from './raw-ledger.js'

const open = (directory: string, create: boolean) => openSqliteLog({ directory, create })()

const missing = (directory: string) =>
  E.left({ _tag: 'LogUnavailable', path: fileOf(directory), reason: 'ENOENT' })

describe('a question on a directory that holds no ledger', () => {
  it('makes none', async () => {
    const directory = freshDirectory()
    expect(await open(directory, false)).toEqual(missing(directory))
    expect(existsSync(directory)).toBe(false)
    mkdirSync(directory)
    expect(await open(directory, false)).toEqual(missing(directory))
    expect(existsSync(fileOf(directory))).toBe(false)
  })

  it('leaves a database alone that is still empty', async () => {
    const directory = freshDirectory()
    mkdirSync(directory)
    writeFileSync(fileOf(directory), '')
    expect(await open(directory, false)).toEqual(missing(directory))
    expect(statSync(fileOf(directory)).size).toBe(0)
  })
})

describe('making a ledger', () => {
  it('makes the directories above it, for the owner alone', async () => {
    const directory = join(freshDirectory(), 'a', 'b')
    await must(await open(directory, true)).close()
    expect(statSync(directory).mode & 0o777).toBe(0o700)
    expect(existsSync(fileOf(directory))).toBe(true)
  })

  it('makes its file, and those beside it, for the owner alone', async () => {
    const directory = freshDirectory()
    mkdirSync(directory, { mode: 0o755 })
    const log = must(await open(directory, true))
    for (const ending of ['', '-wal', '-shm']) {
      expect(statSync(`${fileOf(directory)}${ending}`).mode & 0o777).toBe(0o600)
    }
    await log.close()
  })

  it('goes on where another had begun', async () => {
    const directory = freshDirectory()
    mkdirSync(directory)
    writeFileSync(fileOf(directory), '')
    await must(await open(directory, true)).close()
    expect(E.isRight(await open(directory, false))).toBe(true)
  })

  it('leaves one file behind when it is closed, which opens again', async () => {
    const directory = freshDirectory()
    await makeLedger(directory)
    expect(existsSync(`${fileOf(directory)}-wal`)).toBe(false)
    const log = must(await open(directory, true))
    expect(must(await log.head()())).toBe(5)
    await log.close()
  })

  it('names the reason where something else has its name', async () => {
    const directory = freshDirectory()
    writeFileSync(directory, 'a file')
    expect(await open(directory, true)).toMatchObject({ left: { _tag: 'LogUnavailable', reason: 'EEXIST' } })
    expect(await open(directory, false)).toMatchObject({ left: { _tag: 'LogUnavailable' } })
  })

  it('syncs every commit', async () => {
    const [log, db] = await withItsConnection(async () => must(await open(freshDirectory(), true)))
    expect(db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    await log.close()
  })
})

describe('a ledger that is taken away while it is open', () => {
  it.each<readonly [string, (directory: string) => void]>([
    ['removed', (directory) => { rmSync(directory, { recursive: true }) }],
    ['moved', (directory) => { renameSync(directory, `${directory}-old`) }],
    ['replaced', (directory) => {
      copyFileSync(fileOf(directory), `${directory}-backup`)
      renameSync(`${directory}-backup`, fileOf(directory))
    }],
  ])('acknowledges no append that would be lost: %s', async (_what, takeAway) => {
    const directory = freshDirectory()
    const log = must(await open(directory, true))
    must(await log.append({ stream: 'a', expected: 'any', events: [proposed()] })())
    takeAway(directory)
    expect(await log.append({ stream: 'a', expected: 'any', events: [proposed()] })()).toEqual(
      E.left({ _tag: 'LogUnavailable', path: fileOf(directory), reason: 'MOVED' }),
    )
    await log.close()
  })
})

describe('a file that is no ledger', () => {
  const foreign: ReadonlyArray<readonly [string, (path: string) => void]> = [
    ['text', (path) => { writeFileSync(path, 'no database, though long enough for the header of one. '.repeat(9)) }],
    ['a database of another program', (path) => {
      const db = new DatabaseSync(path)
      db.exec('CREATE TABLE events (position INTEGER PRIMARY KEY, record TEXT)')
      db.close()
    }],
    ['a database that another program has signed', (path) => {
      const db = new DatabaseSync(path)
      db.exec('PRAGMA application_id = 77; PRAGMA user_version = 1')
      db.close()
    }],
  ]

  it.each(foreign)('is refused and left as it is: %s', async (_what, write) => {
    const directory = freshDirectory()
    mkdirSync(directory)
    write(fileOf(directory))
    const before = readFileSync(fileOf(directory))
    for (const create of [true, false]) {
      expect(await open(directory, create)).toEqual(E.left({ _tag: 'NotALedger', path: fileOf(directory) }))
    }
    expect(readFileSync(fileOf(directory))).toEqual(before)
  })

  it('is refused where it is a directory', async () => {
    const directory = freshDirectory()
    mkdirSync(fileOf(directory), { recursive: true })
    expect(await open(directory, true)).toEqual(E.left({ _tag: 'NotALedger', path: fileOf(directory) }))
  })

  it('is refused where a newer program has made it, and left as it is', async () => {
    const directory = freshDirectory()
    await makeLedger(directory)
    behindItsBack(directory, 'PRAGMA user_version = 7')
    const before = readFileSync(fileOf(directory))
    expect(await open(directory, true)).toEqual(
      E.left({ _tag: 'LogOfNewerVersion', path: fileOf(directory), found: 7, supported: 1 }),
    )
    expect(readFileSync(fileOf(directory))).toEqual(before)
  })

  it('is told from a ledger whose tables are gone', async () => {
    const directory = freshDirectory()
    await makeLedger(directory)
    behindItsBack(directory, 'DROP TABLE events')
    expect(await open(directory, true)).toMatchObject({ left: { _tag: 'LogUnavailable', reason: 'SQLITE_ERROR' } })
  })

  it('is told from a ledger whose pages are destroyed', async () => {
    const directory = freshDirectory()
    await makeLedger(directory, 200)
    const bytes = readFileSync(fileOf(directory))
    bytes.fill(0xff, 4_096, bytes.length)
    chmodSync(fileOf(directory), 0o600)
    writeFileSync(fileOf(directory), bytes)
    const opened = await open(directory, false)
    const answer = E.isRight(opened) ? await opened.right.readStream('a')() : opened
    expect(answer).toMatchObject({ left: { _tag: 'LogUnavailable', reason: 'SQLITE_CORRUPT' } })
    if (E.isRight(opened)) await opened.right.close()
  })
})
