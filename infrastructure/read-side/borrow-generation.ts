import { chmodSync, constants, copyFileSync, existsSync, statSync } from 'node:fs'
import { currentGeneration, generationPath, removeGenerations, switchTo } from './generation-files.js'

/** Distinguishes a file from any later state of it; null while somebody has it open to write. */
const stateOf = (path: string): string | null => {
  const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true })
  return existsSync(`${path}-wal`) ? null : `${ino} ${size} ${mtimeNs} ${ctimeNs}`
}

/** True where the copy is whole: nobody wrote the file meanwhile. */
const copied = (from: string, to: string): boolean => {
  const before = stateOf(from)
  if (before === null) return false
  copyFileSync(from, to, constants.COPYFILE_FICLONE)
  chmodSync(to, 0o600)
  return stateOf(from) === before
}

/**
 * Copies the current generation of a directory that may only be read, so that only the events behind it have to be
 * applied. Copies nothing where there is none, where it may not be read, or while others write it.
 */
export const borrowGeneration = async (from: string, to: string): Promise<void> => {
  try {
    const current = currentGeneration(from)
    if (current === null) return
    if (copied(generationPath(from, current), generationPath(to, current))) await switchTo(to, current)
    else removeGenerations(to, () => true)
  } catch {
    removeGenerations(to, () => true)
  }
}
