import type { LogFailure } from '../../../application/ports/event-log.js'

const names = new Map([
  [1, 'SQLITE_ERROR'], [3, 'SQLITE_PERM'], [4, 'SQLITE_ABORT'], [5, 'SQLITE_BUSY'], [6, 'SQLITE_LOCKED'],
  [7, 'SQLITE_NOMEM'], [8, 'SQLITE_READONLY'], [10, 'SQLITE_IOERR'], [11, 'SQLITE_CORRUPT'], [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'], [15, 'SQLITE_PROTOCOL'], [17, 'SQLITE_SCHEMA'], [19, 'SQLITE_CONSTRAINT'],
  [20, 'SQLITE_MISMATCH'], [26, 'SQLITE_NOTADB'],
])

/** The extended result code of an error that SQLite raised; undefined for any other error. */
const codeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : undefined

const primaryOf = (error: unknown): number | undefined => {
  const code = codeOf(error)
  return code === undefined ? undefined : code & 0xff
}

/** True where another connection holds what is needed: trying again later is the remedy. */
export const isBusy = (error: unknown): boolean => {
  const primary = primaryOf(error)
  return primary === 5 || primary === 15
}

/** True where a row with the same event id, or the same stream and revision, is there already. */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === 2067

/** True where SQLite cannot open a file by the name that it was given. */
export const cannotOpen = (error: unknown): boolean => primaryOf(error) === 14

/** The name of SQLite's result code, with the extended one where that says more: `SQLITE_IOERR_1034`. */
const reasonOf = (code: number): string => {
  const name = names.get(code & 0xff) ?? 'SQLITE'
  return code > 0xff || name === 'SQLITE' ? `${name}_${code}` : name
}

/** What an error of SQLite means for the caller of the log. Anything else is a defect and is thrown again. */
export const failureOf = (error: unknown, path: string): LogFailure => {
  const code = codeOf(error)
  if (code === undefined) throw error
  const primary = code & 0xff
  if (primary === 13) return { _tag: 'LogFull', path }
  if (code === 8) return { _tag: 'LogReadOnly', path }
  if (primary === 26) return { _tag: 'NotALedger', path }
  return { _tag: 'LogUnavailable', path, reason: reasonOf(code) }
}

/**
 * The operating system's code of a failed call on a file, such as `ENOENT`. Anything else is a defect and is
 * thrown again.
 */
export const systemCode = (error: unknown): string => {
  const code = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : undefined
  if (typeof code !== 'string') throw error
  return code
}
