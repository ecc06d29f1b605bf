import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import { openSqliteLog, type SqliteLogOptions } from '../../../infrastructure/event-log/sqlite-log.js'
import { must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { freshDirectory } from './ledger-directory.js'
import { fileOf } from './raw-ledger.js'

const open = async (options: Partial<SqliteLogOptions> = {}): Promise<readonly [EventLog, string]> => {
  const directory = freshDirectory()
  const log = must(await openSqliteLog({ directory, create: true, ...options })())
  onTestFinished(() => log.close())
  return [log, directory]
}

const appendTo = (log: EventLog, stream = 'a') => log.append({ stream, expected: 'any', events: [proposed()] })()

/** Another process that writes and does not come to an end. */
const holdWriteLock = (directory: string): (() => void) => {
  const db = new DatabaseSync(fileOf(directory))
  db.exec('BEGIN IMMEDIATE')
  return () => { db.close() }
}

describe('while another process writes', () => {
  it('an append waits its turn', async () => {
    const [log, directory] = await open()
    const release = holdWriteLock(directory)
    const appended = appendTo(log)
    setTimeout(release, 120)
    expect(await appended).toMatchObject({ right: { repeated: false } })
  })

  it('an append is refused when its time is up, and nothing is recorded', async () => {
    const [log, directory] = await open({ busyDeadlineMs: 80 })
    const release = holdWriteLock(directory)
    const outcomes = await Promise.all([appendTo(log), appendTo(log), appendTo(log)])
    const waiting: unknown = expect.toSatisfy((count) => count === 0 || count === 1 || count === 2)
    expect(outcomes).toEqual(outcomes.map(() => E.left({ _tag: 'LogBusy', waiting, limit: 1_000 })))
    release()
    expect(must(await log.head()())).toBe(0)
    expect(E.isRight(await appendTo(log))).toBe(true)
  })

  it('the event loop stays free', async () => {
    const [log, directory] = await open({ busyDeadlineMs: 600 })
    const release = holdWriteLock(directory)
    const appended = appendTo(log)
    let longest = 0
    let last = performance.now()
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 1)
    expect(await appended).toMatchObject({ left: { _tag: 'LogBusy' } })
    clearInterval(ticking)
    release()
    expect(longest).toBeLessThan(300)
  })

  it('questions are answered', async () => {
    const [log, directory] = await open()
    must(await appendTo(log))
    const release = holdWriteLock(directory)
    expect(must(await log.head()())).toBe(1)
    expect(must(await log.readStream('a')()).events).toHaveLength(1)
    release()
  })

  it('closing waits for what may still be recorded', async () => {
    const [log, directory] = await open()
    const release = holdWriteLock(directory)
    const appended = appendTo(log)
    setTimeout(release, 100)
    await log.close()
    expect(E.isRight(await appended)).toBe(true)
  })
})

describe('a queue of appends', () => {
  it('takes so many and refuses one more', async () => {
    const [log] = await open({ maxWaiting: 5 })
    const outcomes = await Promise.all(Array.from({ length: 8 }, (_, n) => appendTo(log, `s${String(n)}`)))
    expect(outcomes.filter(E.isRight)).toHaveLength(5)
    expect(outcomes.slice(5)).toEqual([1, 2, 3].map(() => E.left({ _tag: 'LogBusy', waiting: 5, limit: 5 })))
    expect(must(await log.head()())).toBe(5)
    expect(E.isRight(await appendTo(log))).toBe(true)
  })

  it('is bounded in bytes too', async () => {
    const [log] = await open({ maxWaiting: 1_000 })
    const large = () => proposed({ reason: 'x'.repeat(900_000) })
    const outcomes = await Promise.all(Array.from({ length: 100 }, () =>
      log.append({ stream: 'a', expected: 'any', events: [large()] })()))
    const refused = outcomes.filter(E.isLeft).map(({ left }) => left._tag)
    expect(refused.length).toBeGreaterThan(20)
    expect(new Set(refused)).toEqual(new Set(['LogBusy']))
    expect(must(await log.head()())).toBe(100 - refused.length)
  })
})
