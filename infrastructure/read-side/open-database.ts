import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { E, type Either } from '../../application/prelude.js'
import type { Fault } from './errors.js'
import { faultOf } from './fault-of.js'

/** How long the first statements wait for another process. Node before 22.16 has no option for it. */
const WAIT = 'pragma busy_timeout = 2000'

/**
 * Makes an empty file for the owner alone; SQLite gives its rights to the files beside it. One that is there is not
 * even opened: to close it would free the locks that this process holds on it.
 */
const makeFile = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown
  }
}

/** Opens or makes a database and gives it to `use`; closes it again unless something comes of that. */
export const openDatabase = <A>(path: string, use: (database: DatabaseSync) => Either<Fault, A>): Either<Fault, A> => {
  try {
    makeFile(path)
    const database = new DatabaseSync(path)
    let kept = false
    try {
      database.exec(WAIT)
      const result = use(database)
      kept = E.isRight(result)
      return result
    } finally {
      if (!kept) database.close()
    }
  } catch (thrown) {
    return E.left(faultOf(path, thrown))
  }
}
