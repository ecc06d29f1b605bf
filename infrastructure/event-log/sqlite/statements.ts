import { hash } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'

const storedColumns = 'position, record, lower(hex(leaf_hash)) AS leafHash'

type Name =
  | 'begin' | 'commit' | 'rollback' | 'mark' | 'undo' | 'keep'
  | 'insert' | 'head' | 'lastRevision' | 'dataVersion' | 'byId' | 'page' | 'stream'

/** All that the log asks of SQLite. */
export type Statements = { readonly [name in Name]: StatementSync }

/**
 * Prepares all statements, once for each connection. Stream keys, ids and hashes travel as hexadecimal text.
 */
export const statementsFor = (db: DatabaseSync): Statements => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  rollback: db.prepare('ROLLBACK'),
  mark: db.prepare('SAVEPOINT one_append'),
  undo: db.prepare('ROLLBACK TO one_append'),
  keep: db.prepare('RELEASE one_append'),
  insert: db.prepare(`
    INSERT INTO events (position, stream_key, revision, id, record, leaf_hash)
    VALUES (?, unhex(?), ?, unhex(?, '-'), ?, unhex(?))`),
  head: db.prepare('SELECT coalesce(max(position), 0) FROM events'),
  lastRevision: db.prepare('SELECT max(revision) FROM events WHERE stream_key = unhex(?)'),
  /** Changes when another connection has committed. */
  dataVersion: db.prepare('PRAGMA data_version'),
  byId: db.prepare(`SELECT ${storedColumns} FROM events WHERE id = unhex(?, '-') AND stream_key = unhex(?)`),
  page: db.prepare(`
    SELECT ${storedColumns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`),
  stream: db.prepare(`
    SELECT ${storedColumns} FROM events
    WHERE stream_key = unhex(?) AND revision >= ? AND revision <= ? ORDER BY revision LIMIT ?`),
})

/** The key of a stream in the index: the first 16 bytes of the SHA-256 of its name, in hexadecimal. */
export const streamKey = (stream: string): string => hash('sha256', stream, 'hex').slice(0, 32)
