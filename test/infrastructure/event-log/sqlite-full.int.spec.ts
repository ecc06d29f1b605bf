import { expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { must } from '../../support/log-reading.js'
import { proposed } from '../../support/proposed-events.js'
import { freshDirectory } from './ledger-directory.js'
import { fileOf, withItsConnection } from './raw-ledger.js'
import { lineOf, wholeLedger } from './whole-ledger.js'

const large = () => proposed({ reason: 'x'.repeat(10_000) })

it('says that the log is full, keeps what was acknowledged, and goes on when there is room again', async () => {
  const directory = freshDirectory()
  const [log, db] = await withItsConnection(async () => must(await openSqliteLog({ directory, create: true })()))
  db.exec('PRAGMA max_page_count = 60')
  const acknowledged: Array<string> = []
  for (;;) {
    const outcome = await log.append({ stream: 'a', expected: 'any', events: [large(), large()] })()
    if (E.isLeft(outcome)) {
      expect(outcome.left).toEqual({ _tag: 'LogFull', path: fileOf(directory) })
      break
    }
    acknowledged.push(...outcome.right.events.map(lineOf))
  }
  expect(must(await log.head()())).toBe(acknowledged.length)
  db.exec('PRAGMA max_page_count = 100000')
  acknowledged.push(...must(await log.append({ stream: 'a', expected: 'any', events: [large()] })()).events.map(lineOf))
  await log.close()
  expect((await wholeLedger(directory)).map(lineOf)).toEqual(acknowledged)
  expect(acknowledged.length).toBeGreaterThan(5)
})
