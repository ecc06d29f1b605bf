import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { E, type Either } from '../../application/prelude.js'
import type { Fault } from './errors.js'
import { faultOf } from './fault-of.js'
import { openDatabase } from './open-database.js'

const POLL_MS = 20

/** Held by the one who builds or removes generations. */
export type BuildLock = { readonly release: () => void }

const lock = (path: string): Either<Fault, BuildLock> =>
  openDatabase(path, (database) => {
    database.exec('pragma busy_timeout = 0; begin exclusive')
    return E.right({ release: () => database.close() })
  })

/** The same file stays in place, so that two who empty it at once still are in each other's way. */
const emptied = (path: string): Either<Fault, void> =>
  E.tryCatch(() => truncateSync(path), (thrown) => faultOf(path, thrown))

/**
 * Takes the lock, or says who is in the way. The operating system frees it when its holder dies. A file that no longer
 * is one to lock is emptied: nothing is kept in it.
 */
export const tryBuildLock = (directory: string): Either<Fault, BuildLock> => {
  const path = join(directory, 'build.lock')
  const taken = lock(path)
  if (E.isRight(taken) || taken.left._tag !== 'Damaged') return taken
  const empty = emptied(path)
  return E.isLeft(empty) ? empty : lock(path)
}

/** Waits for the lock up to `limitMs` milliseconds, then ReadSideBusy; null as soon as `isMoot` holds. */
export const buildLock = async (
  directory: string,
  limitMs: number,
  isMoot: () => boolean,
): Promise<Either<Fault, BuildLock | null>> => {
  const start = performance.now()
  for (;;) {
    if (isMoot()) return E.right(null)
    const taken = tryBuildLock(directory)
    if (E.isRight(taken) || taken.left._tag !== 'ReadSideBusy') return taken
    const waitedMs = Math.round(performance.now() - start)
    if (waitedMs >= limitMs) return E.left({ ...taken.left, waitedMs })
    await pause(POLL_MS)
  }
}
