import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { asArrays } from './rows.js'

const storedColumns = 'position, record, lower(hex(leaf_hash)) AS leafHash'

type Name =
  | 'begin' | 'commit' | 'rollback' | 'mark' | 'undo' | 'keep'
  | 'insert' | 'head' | 'lastRevision' | 'dataVersion' | 'byId' | 'page' | 'stream'

/** All that the log asks of SQLite. */
export type Statements = { readonly [name in Name]: StatementSync }

/**
 * Prepares all statements, once for each connection. Ids and hashes travel as hexadecimal text.
 */
export const statementsFor = (db: DatabaseSync): Statements => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  rollback: db.prepare('ROLLBACK'),
  mark: db.prepare('SAVEPOINT one_append'),
  undo: db.prepare('ROLLBACK TO one_append'),
  keep: db.prepare('RELEASE one_append'),
  insert: db.prepare(`
    INSERT INTO events (position, stream, revision, id, record, leaf_hash)
    VALUES (?, ?, ?, unhex(?, '-'), ?, unhex(?))`),
  head: asArrays(db.prepare('SELECT coalesce(max(position), 0) FROM events')),
  lastRevision: asArrays(db.prepare('SELECT max(revision) FROM events WHERE stream = ?')),
  /** Changes when another connection has committed. */
  dataVersion: asArrays(db.prepare('PRAGMA data_version')),
  byId: asArrays(db.prepare(`SELECT ${storedColumns} FROM events WHERE id = unhex(?, '-') AND stream = ?`)),
  page: asArrays(db.prepare(`
    SELECT ${storedColumns} FROM events WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`)),
  stream: asArrays(db.prepare(`
    SELECT ${storedColumns} FROM events
    WHERE stream = ? AND revision >= ? AND revision <= ? ORDER BY revision LIMIT ?`)),
})
