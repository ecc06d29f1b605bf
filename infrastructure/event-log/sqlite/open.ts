import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { LogFailure } from '../../../application/ports/event-log.js'
import { E, type Either, type TaskEither } from '../../../application/prelude.js'
import { cannotOpen, failureOf } from './errors.js'
import { accessTo, fileAt, ledgerFile, makeDirectory, makeLedgerFile, syncNewLedger, untouched } from './files.js'
import { identityOf, makeLedger, setUp, supportedVersion } from './schema.js'
import { statementsFor, type Statements } from './statements.js'
import { whileBusy } from './while-busy.js'

/** An open ledger file. */
export type Connection = {
  readonly path: string
  readonly canWrite: boolean
  readonly statements: Statements
  /** False once a file that was opened as unchanging has changed: what is read then may be torn. */
  readonly isUnchanged: () => boolean
  /** False once the file was moved, removed or replaced: what is written then is lost. */
  readonly isInPlace: () => boolean
  readonly close: () => void
}

type Opened = Either<LogFailure, Connection>

type Soundness = Pick<Connection, 'canWrite' | 'isUnchanged' | 'isInPlace'>

const always = (): boolean => true
const readable: Soundness = { canWrite: false, isUnchanged: always, isInPlace: always }

const connectionOf = (db: DatabaseSync, path: string, soundness: Soundness): Opened =>
  E.right({ path, ...soundness, statements: statementsFor(db), close: () => db.close() })

/** Gives the database to `use`, and closes it again unless a connection comes of it. */
const withDatabase = (db: DatabaseSync, use: (db: DatabaseSync) => Opened): Opened => {
  let opened: Opened | undefined
  try {
    opened = use(db)
    return opened
  } finally {
    if (opened === undefined || E.isLeft(opened)) db.close()
  }
}

const unavailable = (path: string, reason: string): Opened => E.left({ _tag: 'LogUnavailable', path, reason })

/** What the database is not; undefined for a ledger of a version that this program knows. */
const unfit = (db: DatabaseSync, path: string): Opened | undefined => {
  const identity = identityOf(db)
  if (identity.is === 'empty') return unavailable(path, 'ENOENT')
  if (identity.is === 'foreign') return E.left({ _tag: 'NotALedger', path })
  return identity.version > supportedVersion
    ? E.left({ _tag: 'LogOfNewerVersion', path, found: identity.version, supported: supportedVersion })
    : undefined
}

const openToWrite = (directory: string, create: boolean): Opened => {
  const path = ledgerFile(directory)
  return withDatabase(new DatabaseSync(path), (db) => {
    const isNew = create && identityOf(db).is === 'empty'
    const refused = isNew ? undefined : unfit(db, path)
    if (refused !== undefined) return refused
    if (!setUp(db)) return unavailable(path, 'NO_SHARED_MEMORY')
    if (isNew) makeLedger(db)
    const synced = isNew ? syncNewLedger(directory) : E.right(undefined)
    if (E.isLeft(synced)) return synced
    const opened = fileAt(path)
    const isInPlace = (): boolean => fileAt(path) === opened
    return unfit(db, path) ?? connectionOf(db, path, { canWrite: true, isUnchanged: always, isInPlace })
  })
}

const openLive = (path: string): Opened =>
  withDatabase(new DatabaseSync(path, { readOnly: true }), (db) =>
    unfit(db, path) ?? connectionOf(db, path, readable))

/** SQLite cannot see that such a file changes, so every read looks whether it is still the same. */
const openUnchanging = (path: string, before: string): Opened => {
  const url = `${pathToFileURL(path).href}?immutable=1`
  const isUnchanged = (): boolean => untouched(path) === before
  return withDatabase(new DatabaseSync(url, { readOnly: true }), (db) =>
    unfit(db, path) ?? connectionOf(db, path, { ...readable, isUnchanged }))
}

/**
 * For one who may only read. A ledger without a write-ahead log beside it is complete and in nobody's hands; it is read
 * without making the files beside it that a live one needs. Node before 22.15 cannot name a file that way.
 */
const openToRead = (path: string): Opened => {
  const before = untouched(path)
  if (before === undefined) return openLive(path)
  try {
    return openUnchanging(path, before)
  } catch (error) {
    if (cannotOpen(error)) return openLive(path)
    throw error
  }
}

const openOnce = (directory: string, create: boolean): Opened => {
  const path = ledgerFile(directory)
  const access = accessTo(directory)
  if (E.isLeft(access)) return access
  if (access.right === 'readable') return openToRead(path)
  if (access.right === 'missing' && !create) return unavailable(path, 'ENOENT')
  const made = access.right === 'missing' ? makeLedgerFile(directory) : E.right(undefined)
  return E.isLeft(made) ? made : openToWrite(directory, create)
}

export type OpenOptions = {
  /** The ledger directory. */
  readonly directory: string
  /**
   * Makes directory and ledger where there is none; else a missing one is LogUnavailable with reason ENOENT.
   */
  readonly create: boolean
  /** How long to wait for other processes, in milliseconds. */
  readonly busyDeadlineMs: number
}

/** Opens the ledger file of a directory, for writing where that is allowed. */
export const openConnection = (options: OpenOptions): TaskEither<LogFailure, Connection> =>
  async () => {
    const { directory, create, busyDeadlineMs } = options
    const made = create ? makeDirectory(directory) : E.right(undefined)
    if (E.isLeft(made)) return made
    try {
      return await whileBusy(() => openOnce(directory, create), busyDeadlineMs)
    } catch (error) {
      return E.left(failureOf(error, ledgerFile(directory)))
    }
  }
