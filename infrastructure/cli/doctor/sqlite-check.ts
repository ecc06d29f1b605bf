import { TE, type TaskEither } from '../../../application/prelude.js'
import type { SpokenError } from '../../wording/problem.js'
import { check, good, warning, type Checked, type Seen } from './checked.js'

/** The first release of each line of SQLite in which the WAL-reset bug is mended; later lines never had it. */
const mended: ReadonlyMap<string, number> = new Map([['3.44', 6], ['3.50', 7], ['3.51', 3]])
const LAST_LINE_CONCERNED = 51

const isMended = (version: string): boolean => {
  const [, line = '', minor = '', patch = '0'] = /^(3\.(\d+))(?:\.(\d+))?/.exec(version) ?? []
  const since = mended.get(line)
  return line === '' || Number(minor) > LAST_LINE_CONCERNED || (since !== undefined && Number(patch) >= since)
}

/**
 * Whether this SQLite can corrupt a write-ahead log that two processes check-point at once. Source:
 * https://sqlite.org/wal.html#walresetbug.
 */
export const sqliteSeen = (version: string): Seen =>
  isMended(version)
    ? good(`SQLite ${version}`)
    : warning(
      `SQLite ${version} can, very rarely, corrupt a ledger that several processes use at once (WAL-reset bug, ` +
      'mended in 3.51.3): use a newer Node',
    )

/** The SQLite that is part of the running Node. */
export const sqliteCheck: TaskEither<SpokenError, Checked> =
  check('sqlite', TE.right(sqliteSeen(process.versions['sqlite'] ?? 'of unknown version')))
