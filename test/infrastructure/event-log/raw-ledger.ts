import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { vi } from 'vitest'
import { openSqliteLog } from '../../../infrastructure/event-log/sqlite-log.js'
import { must } from '../../support/log-reading.js'
import { severalProposed } from '../../support/proposed-events.js'

/** The database file of a ledger. */
export const fileOf = (directory: string): string => join(directory, 'events.sqlite')

/** Makes a ledger that holds so many events on stream `a`, and closes it. */
export const makeLedger = async (directory: string, events = 5): Promise<void> => {
  const log = must(await openSqliteLog({ directory, create: true })())
  if (events > 0) must(await log.append({ stream: 'a', expected: 'noStream', events: severalProposed(events) })())
  await log.close()
}

/** Does something to the database of a ledger behind the log's back. */
export const behindItsBack = (directory: string, ...statements: ReadonlyArray<string>): void => {
  const db = new DatabaseSync(fileOf(directory))
  for (const sql of statements) db.exec(sql)
  db.close()
}

/** Opens with `open`, and gives with its answer the connection that SQLite made for it. */
export const withItsConnection = async <A>(open: () => Promise<A>): Promise<readonly [A, DatabaseSync]> => {
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  const answer = await open()
  const db = prepare.mock.contexts.at(-1)
  prepare.mockRestore()
  if (!(db instanceof DatabaseSync)) throw new Error('nothing was opened')
  return [answer, db]
}
