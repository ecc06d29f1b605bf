import { rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { isDraft, withdrawnOf } from './create-durably.js'
import { fileFault, nullOn, type FileFault } from './file-fault.js'
import { shred } from './shred.js'
import { namesIn } from './stored-file.js'

/** A draft that old belongs to no process that still works on it: one day, in ms. */
const OLD_MS = 24 * 60 * 60_000

const isOld = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(nullOn('ENOENT'))
  return found !== null && found.mtimeMs < Date.now() - OLD_MS
}

/**
 * A crash may leave a draft that is a second name of the finished file: then its bytes are in use, and only the name
 * goes. It is withdrawn before that is looked at, so that nobody makes a file of it afterwards, not even a process that
 * was halted for a day. The file system's own time is compared with this machine's clock, not with the ledger's.
 */
const oldAndAlone = (directory: string) => (name: string): TaskEither<FileFault, ReadonlyArray<string>> =>
  TE.tryCatch(async () => {
    if (!await isOld(join(directory, name))) return []
    const aside = withdrawnOf(name)
    const path = join(directory, aside)
    await rename(join(directory, name), path).catch(nullOn('ENOENT'))
    const found = await stat(path).catch(nullOn('ENOENT'))
    if (found === null) return []
    if (found.nlink === 1) return [aside]
    await unlink(path).catch(nullOn('ENOENT'))
    return []
  }, fileFault)

/**
 * Shreds what crashed processes left behind more than a day ago under draft names: a data key that never got its name
 * or that was about to be destroyed, a key file that came second. Nothing else is ever looked at.
 */
export const shredOldDrafts = (directory: string): TaskEither<FileFault, void> =>
  pipe(
    namesIn(directory),
    TE.map((names) => names.filter(isDraft)),
    TE.chain(TE.traverseSeqArray(oldAndAlone(directory))),
    TE.chain((drafts) => shred(directory, drafts.flat())),
  )
