import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, readFileSync, truncateSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { EventLog, LogFailure } from '../../../application/ports/event-log.js'
import { E, type Either } from '../../../application/prelude.js'
import { beginning } from '../../../domain/values/position.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { must } from '../../support/log-reading.js'
import { proposed, severalProposed } from '../../support/proposed-events.js'
import { freshDirectory } from './ledger-directory.js'
import { behindItsBack, fileOf, makeLedger } from './raw-ledger.js'
import { lineOf, wholeLedger } from './whole-ledger.js'

const changeable = 'DROP TRIGGER events_are_never_changed'
const deletable = 'DROP TRIGGER events_are_never_deleted'

const leafHash = (record: string): string => createHash('sha256').update(`\0${record}`).digest('hex')

const damaged = async (...statements: ReadonlyArray<string>): Promise<EventLog> => {
  const directory = freshDirectory()
  await makeLedger(directory)
  behindItsBack(directory, ...statements)
  return must(await openSqliteLog({ directory, create: false })())
}

const pagesOf = async <A>(pages: AsyncIterable<Either<LogFailure, ReadonlyArray<A>>>) => {
  const read: Array<number | LogFailure> = []
  for await (const page of pages) read.push(E.isRight(page) ? page.right.length : page.left)
  return read
}

const corrupt = (position: number, detail: string) => ({ _tag: 'RecordCorrupt', position, detail })

describe('a record that was changed behind the log\'s back', () => {
  it('is found by its hash: what stands before it is given, nothing after it', async () => {
    const another = "UPDATE events SET record = replace(record, 'alice', 'mallo') WHERE position = 3"
    const log = await damaged(changeable, another)
    const failure = corrupt(3, 'the record does not match its leaf hash')
    expect(await pagesOf(log.readAll({ after: beginning }))).toEqual([2, failure])
    expect(await log.readStream('a')()).toEqual(E.left(failure))
    expect(await log.readStream('a', { limit: 2 })()).toMatchObject({ right: { lastRevision: 4 } })
    expect(await pagesOf(log.readAll({ after: 3 as never }))).toEqual([2])
    expect(await pagesOf(log.readRecords({ after: beginning }))).toEqual([5])
    await log.close()
  })

  it('is found by its place where its hash was made to fit', async () => {
    const log = await damaged(changeable, "UPDATE events SET stream = 'b', revision = 0 WHERE position = 5")
    expect(await log.readStream('b')()).toEqual(E.left(corrupt(5, 'the record stands in the wrong place')))
    await log.close()
  })

  it('is found by the gap that it leaves', async () => {
    const log = await damaged(deletable, 'DELETE FROM events WHERE position = 2')
    expect(await pagesOf(log.readAll({ after: beginning }))).toEqual([1, corrupt(3, 'a record is missing')])
    expect(await log.readStream('a')()).toEqual(E.left(corrupt(3, 'the record stands in the wrong place')))
    await log.close()
  })

  it('is found when its append comes again', async () => {
    const directory = freshDirectory()
    const events = severalProposed(2)
    const first = must(await openSqliteLog({ directory, create: true })())
    must(await first.append({ stream: 'a', expected: 'any', events })())
    await first.close()
    behindItsBack(directory, changeable, 'UPDATE events SET leaf_hash = zeroblob(32) WHERE position = 2')
    const log = must(await openSqliteLog({ directory, create: false })())
    const outcome = await log.append({ stream: 'a', expected: 'any', events })()
    expect(outcome).toEqual(E.left(corrupt(2, 'the record does not match its leaf hash')))
    expect(E.isRight(await log.append({ stream: 'a', expected: 'any', events: [proposed()] })())).toBe(true)
    await log.close()
  })

  it.each([
    ['is no JSON', 'not JSON', 'the record is not JSON'],
    ['is no envelope', '{"type":"FrontEndRegistered"}', 'the record is no envelope'],
  ])('is found where it %s', async (_what, record, detail) => {
    const set = `record = '${record}', leaf_hash = unhex('${leafHash(record)}')`
    const log = await damaged(changeable, `UPDATE events SET ${set} WHERE position = 1`)
    expect(await pagesOf(log.readAll({ after: beginning }))).toEqual([corrupt(1, detail)])
    await log.close()
  })
})

describe('the events table', () => {
  it.each([
    ['changed', 'UPDATE events SET revision = 9 WHERE position = 5'],
    ['deleted', 'DELETE FROM events WHERE position = 5'],
  ])('lets no row be %s, whatever program asks for it', async (_what, sql) => {
    const directory = freshDirectory()
    await makeLedger(directory)
    expect(() => behindItsBack(directory, sql)).toThrow('the log is only appended to')
    expect(await wholeLedger(directory)).toHaveLength(5)
  })

  it('lets no two events share an id, or a revision of a stream', async () => {
    const directory = freshDirectory()
    await makeLedger(directory)
    const copy = (columns: string): string =>
      `INSERT INTO events SELECT 6, stream, ${columns}, record, leaf_hash FROM events WHERE position = 1`
    expect(() => behindItsBack(directory, copy('5, id'))).toThrow('UNIQUE')
    expect(() => behindItsBack(directory, copy('4, randomblob(16)'))).toThrow('UNIQUE')
  })
})

describe('a write-ahead log that was cut off by a loss of power', () => {
  it('leaves every event before the cut, without a gap', async () => {
    const directory = freshDirectory()
    const log = must(await openSqliteLog({ directory, create: true })())
    for (let n = 0; n < 40; n += 1) {
      must(await log.append({ stream: 'a', expected: 'any', events: severalProposed(2) })())
    }
    const whole = readFileSync(`${fileOf(directory)}-wal`).length
    const lines: Array<number> = []
    for (let cut = 0; cut <= 40; cut += 1) {
      const copy = freshDirectory()
      mkdirSync(copy)
      for (const suffix of ['', '-wal']) copyFileSync(`${fileOf(directory)}${suffix}`, `${fileOf(copy)}${suffix}`)
      const fewBytes = cut % 7 === 0 ? 0 : Math.random() * 100
      truncateSync(`${fileOf(copy)}-wal`, Math.floor((whole * cut) / 40 + fewBytes))
      lines.push((await wholeLedger(copy)).map(lineOf).length)
    }
    await log.close()
    expect(lines).toEqual([...lines].sort((a, b) => a - b))
    expect(lines.every((count) => count % 2 === 0)).toBe(true)
    expect(lines.at(-1)).toBe(80)
  })
})
