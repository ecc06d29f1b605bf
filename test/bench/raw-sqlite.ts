import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { timed } from './measure.js'

/** What a command of the bench leaves in the log is about so large; the raw engine stores as much. */
const RECORD = JSON.stringify({ data: 'x'.repeat(1_000) })
const HASH = randomBytes(32)

/** The least that an event table is: a place in the log, a unique place in a stream, a unique id, record and hash. */
const TABLE = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    record TEXT NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT`

const openRaw = (directory: string): DatabaseSync => {
  mkdirSync(directory, { recursive: true })
  const db = new DatabaseSync(join(directory, 'raw.sqlite'))
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL')
  db.exec(TABLE)
  return db
}

/** Rows a second of SQLite alone: one event table, one insert a row, `perCommit` rows in each fsynced commit. */
export const rawInserts = async (directory: string, rows: number, perCommit: number): Promise<number> => {
  const db = openRaw(directory)
  const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)')
  const ids = randomBytes(16 * rows)
  const { ms } = await timed(() => {
    for (let position = 1; position <= rows;) {
      db.exec('BEGIN IMMEDIATE')
      for (let n = 0; n < perCommit && position <= rows; n += 1, position += 1) {
        const id = ids.subarray(16 * (position - 1), 16 * position)
        insert.run(position, `assignment-Default@fe${String(position)}.contoso.com`, 0, id, RECORD, HASH)
      }
      db.exec('COMMIT')
    }
  })
  db.close()
  return (rows / ms) * 1000
}

/** Rows a second of iterating the records of a ledger with SQLite alone, each parsed as JSON and nothing else. */
export const rawReplay = async (ledger: string): Promise<number> => {
  const db = new DatabaseSync(join(ledger, 'events.sqlite'), { readOnly: true })
  const rows = db.prepare('SELECT position, record FROM events ORDER BY position').iterate()
  let count = 0
  const { ms } = await timed(() => {
    for (const { record } of rows) {
      JSON.parse(typeof record === 'string' ? record : Buffer.from(record as Uint8Array).toString('utf8'))
      count += 1
    }
  })
  db.close()
  return (count / ms) * 1000
}
