import { stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import { isDraft } from './create-durably.js'
import { fileFault, nullOn, type FileFault } from './file-fault.js'
import { shred } from './shred.js'
import { namesIn } from './stored-file.js'

/** A draft that old belongs to no process that still works on it: one day, in ms. */
const OLD_MS = 24 * 60 * 60_000

/**
 * A crash may leave a draft that is a second name of the finished file: then its bytes are in use, and only the name
 * goes. The file system's own time is compared with this machine's clock, not with the ledger's.
 */
const oldAndAlone = (directory: string) => (name: string): TaskEither<FileFault, ReadonlyArray<string>> =>
  TE.tryCatch(async () => {
    const path = join(directory, name)
    const found = await stat(path).catch(nullOn('ENOENT'))
    if (found === null || found.mtimeMs >= Date.now() - OLD_MS) return []
    if (found.nlink === 1) return [name]
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
