import { accessSync, closeSync, constants, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { LogFailure } from '../../../application/ports/event-log.js'
import { E, type Either } from '../../../application/prelude.js'
import { systemCode } from './errors.js'

/** The database file of a ledger directory. */
export const ledgerFile = (directory: string): string => join(directory, 'events.sqlite')

const attempt = <A>(path: string, action: () => A): Either<LogFailure, A> =>
  E.tryCatch(action, (error) => ({ _tag: 'LogUnavailable', path, reason: systemCode(error) }))

const isAllowed = (path: string, mode: number): boolean =>
  E.isRight(E.tryCatch(() => accessSync(path, mode), systemCode))

const exists = (path: string): boolean => statSync(path, { throwIfNoEntry: false }) !== undefined

/** Makes a directory's entries durable. Windows has no such call and needs none. */
const syncDirectory = (path: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Makes the entries durable of a new directory and of those above it, up to the first that was made. */
const syncUpTo = (first: string, directory: string): void => {
  syncDirectory(dirname(directory))
  if (directory !== first) syncUpTo(first, dirname(directory))
}

/** Makes the directory, and those above it, for the owner alone. Nothing happens where it is there. */
export const makeDirectory = (directory: string): Either<LogFailure, void> =>
  attempt(ledgerFile(directory), () => {
    const first = mkdirSync(directory, { recursive: true, mode: 0o700 })
    if (first !== undefined) syncUpTo(resolve(first), resolve(directory))
  })

/**
 * Makes an empty ledger file for the owner alone; SQLite gives its rights to the files beside it. One that is there
 * stays as it is.
 */
export const makeLedgerFile = (directory: string): Either<LogFailure, void> =>
  attempt(ledgerFile(directory), () => closeSync(openSync(ledgerFile(directory), 'a', 0o600)))

/** Makes a new ledger file durable: its entry in the directory, and the directory's own. */
export const syncNewLedger = (directory: string): Either<LogFailure, void> =>
  attempt(ledgerFile(directory), () => {
    syncDirectory(directory)
    syncDirectory(dirname(directory))
  })

/** Whether a ledger file is there, and whether this process may write it and the files beside it. */
export type Access = 'missing' | 'readable' | 'writable'

/** Fails with LogUnavailable where the file may not even be read, and NotALedger where it is no file. */
export const accessTo = (directory: string): Either<LogFailure, Access> => {
  const path = ledgerFile(directory)
  const found = attempt(path, () => statSync(path, { throwIfNoEntry: false }))
  if (E.isLeft(found)) return found
  if (found.right === undefined) return E.right('missing')
  if (!found.right.isFile()) return E.left({ _tag: 'NotALedger', path })
  const readable = attempt(path, () => accessSync(path, constants.R_OK))
  if (E.isLeft(readable)) return readable
  const isWritable = isAllowed(path, constants.W_OK) && isAllowed(directory, constants.W_OK)
  return E.right(isWritable ? 'writable' : 'readable')
}

/** Distinguishes the file that stands at a path from any other; undefined where there is none. */
export const fileAt = (path: string): string | undefined => {
  const found = statSync(path, { throwIfNoEntry: false })
  return found === undefined ? undefined : `${found.dev} ${found.ino}`
}

/** Distinguishes a file from any later state of it; undefined while a write-ahead log lies beside it. */
export const untouched = (path: string): string | undefined => {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (found === undefined || exists(`${path}-wal`)) return undefined
  return `${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`
}
