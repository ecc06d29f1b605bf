import { E } from '../../application/prelude.js'
import { tryBuildLock } from './build-lock.js'
import { currentGeneration, hasOtherGenerations, removeGenerations } from './generation-files.js'

/** Removes what a process left that died while it built, or could not remove; later, if another builds just now. */
export const sweepGenerations = (directory: string): void => {
  const current = currentGeneration(directory)
  if (current === null || !hasOtherGenerations(directory, current)) return
  const locked = tryBuildLock(directory)
  if (E.isLeft(locked)) return
  try {
    const kept = currentGeneration(directory)
    removeGenerations(directory, (generation) => kept !== null && generation !== kept)
  } finally {
    locked.right.release()
  }
}
