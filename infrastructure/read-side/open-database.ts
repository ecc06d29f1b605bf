import { DatabaseSync } from 'node:sqlite'
import { E, type Either } from '../../application/prelude.js'
import type { Fault } from './errors.js'
import { faultOf } from './fault-of.js'

/** How long the first statements wait for another process that has the file, in milliseconds. */
const OPENING_MS = 2_000

/** Opens or makes a database and gives it to `use`; closes it again unless something comes of that. */
export const openDatabase = <A>(path: string, use: (database: DatabaseSync) => Either<Fault, A>): Either<Fault, A> => {
  try {
    const database = new DatabaseSync(path, { timeout: OPENING_MS })
    let kept = false
    try {
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
