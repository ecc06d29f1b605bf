import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { E, type Either } from '../../../application/prelude.js'
import type { SetupFault } from '../../../application/agents/agent-fault.js'
import { codeOf, faultAt } from '../files/file-code.js'

/** Held by the one process that works with a directory. */
export type ProcessLock = { readonly release: () => void }

const makeFile = (path: string): void => {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST') throw thrown
  }
}

const isBusy = (thrown: unknown): boolean => thrown instanceof Error && /locked|busy/i.test(thrown.message)

/**
 * Takes the lock of a directory, or says that another process has it. The operating system frees it when its holder
 * dies, however it dies, so that no lock is ever left behind.
 */
export const takeLock = (directory: string, name: string): Either<SetupFault, ProcessLock> => {
  const path = join(directory, name)
  try {
    makeFile(path)
    const database = new DatabaseSync(path)
    try {
      database.exec('pragma busy_timeout = 0; begin exclusive')
      return E.right({ release: () => database.close() })
    } catch (thrown) {
      database.close()
      return E.left(isBusy(thrown) ? { _tag: 'AgentRunning', path: directory } : faultAt(path)(thrown))
    }
  } catch (thrown) {
    return E.left(faultAt(path)(thrown))
  }
}
