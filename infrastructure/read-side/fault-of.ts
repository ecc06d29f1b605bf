import type { Fault } from './errors.js'
import { ProjectionDefect } from './projection-defect.js'

const names: Readonly<Record<number, string>> = {
  1: 'SQLITE_ERROR',
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  7: 'SQLITE_NOMEM',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  15: 'SQLITE_PROTOCOL',
  17: 'SQLITE_SCHEMA',
  19: 'SQLITE_CONSTRAINT',
  20: 'SQLITE_MISMATCH',
  26: 'SQLITE_NOTADB',
}

/** Another connection is in the way. */
const BUSY: ReadonlySet<number> = new Set([5, 6, 15])
/** Tables are missing, pages are not what they were, or the file is no database. */
const DAMAGED: ReadonlySet<number> = new Set([1, 11, 17, 26])
const SHORT_READ = 522
/** A row that its table does not take: the fault of whoever made the row. */
const REFUSED: ReadonlySet<number> = new Set([19, 20])

const resultCode = (thrown: unknown): number | null =>
  thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number' ? thrown.errcode : null

const systemCode = (thrown: unknown): string | null =>
  thrown instanceof Error && 'syscall' in thrown && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : null

/** True where the error speaks of the file or the machine rather than of the code that asked. */
export const isOfStore = (thrown: unknown): boolean => {
  const code = resultCode(thrown)
  return code === null ? systemCode(thrown) !== null : !REFUSED.has(code & 0xff)
}

/** What a thrown error means for the file at `path`; one neither of SQLite nor of the file system is thrown again. */
export const faultOf = (path: string, thrown: unknown): Fault => {
  if (thrown instanceof ProjectionDefect) {
    const { projection, position } = thrown
    return { _tag: 'ProjectionFailed', projection, position, reason: String(thrown.cause) }
  }
  const code = resultCode(thrown)
  if (code === null) {
    const reason = systemCode(thrown)
    if (reason === null) throw thrown
    return { _tag: 'ReadSideUnavailable', path, reason }
  }
  const primary = code & 0xff
  const reason = names[primary] ?? `SQLITE_${code}`
  if (BUSY.has(primary)) return { _tag: 'ReadSideBusy', path, waitedMs: 0 }
  return DAMAGED.has(primary) || code === SHORT_READ
    ? { _tag: 'Damaged', path, reason }
    : { _tag: 'ReadSideUnavailable', path, reason }
}
