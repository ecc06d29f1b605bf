import type { DatabaseSync } from 'node:sqlite'
import { onlyNumber } from './rows.js'

/** The version of the tables below, kept in `user_version`. */
export const supportedVersion = 1

/** "cert" in ASCII, kept in `application_id`: what makes a database a ledger. */
const APPLICATION_ID = 0x63657274

/**
 * `id` holds the bytes of the event's UUID, `leaf_hash` those of the hash; everything else about an event stands in its
 * record. The two indexes are most of what an append costs, so there are no others.
 */
const tables = `
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id BLOB NOT NULL UNIQUE,
    record TEXT NOT NULL,
    leaf_hash BLOB NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;
  CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'the log is only appended to'); END;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${supportedVersion};
`

const numberFrom = (db: DatabaseSync, sql: string): number => onlyNumber(db.prepare(sql).get()) ?? 0

/** What a database is: one without anything in it, a ledger of some version, or something else. */
export type Identity =
  | { readonly is: 'empty' }
  | { readonly is: 'foreign' }
  | { readonly is: 'ledger'; readonly version: number }

export const identityOf = (db: DatabaseSync): Identity => {
  const version = numberFrom(db, 'PRAGMA user_version')
  const applicationId = numberFrom(db, 'PRAGMA application_id')
  if (applicationId === APPLICATION_ID) return { is: 'ledger', version }
  const objects = numberFrom(db, 'SELECT count(*) FROM sqlite_schema')
  const isEmpty = applicationId === 0 && version === 0 && objects === 0
  return { is: isEmpty ? 'empty' : 'foreign' }
}

/**
 * Makes an empty database a ledger. Several processes may try at once: one does it, the others find it done.
 * After an error, close it.
 */
export const makeLedger = (db: DatabaseSync): void => {
  db.exec('BEGIN IMMEDIATE')
  if (identityOf(db).is === 'empty') db.exec(tables)
  db.exec('COMMIT')
}

/**
 * How many pages of 4 KiB the write-ahead log grows by before they are moved into the file: 64 MiB. The usual 1,000
 * make one commit in sixteen wait for that when many are in flight; this makes it one in some hundreds. Source: ADR 7.
 */
const CHECKPOINT_PAGES = 16_384

/**
 * Prepares a connection for writing. Each commit is synced before it returns, on macOS by the call that really
 * does so. False where the file system cannot share memory between processes, which the write-ahead log needs.
 */
export const setUp = (db: DatabaseSync): boolean => {
  db.exec('PRAGMA trusted_schema = OFF; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON')
  const [mode] = Object.values(db.prepare('PRAGMA journal_mode = WAL').get() ?? {})
  db.exec(`PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
  return mode === 'wal'
}
