import { open, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { TE, type TaskEither } from '../../application/prelude.js'
import { fileFault, nullOn, type FileFault } from './file-fault.js'
import { syncDirectory } from './sync-directory.js'

const shredFile = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+').catch(nullOn('ENOENT'))
  if (handle === null) return
  try {
    const { size } = await handle.stat()
    await handle.writeFile(Buffer.alloc(size))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await unlink(path).catch(nullOn('ENOENT'))
}

/** Takes names away from files, in the order given and durably, so that nobody finds one while it is overwritten. */
export const withdraw = (
  directory: string,
  moves: ReadonlyArray<{ readonly from: string; readonly to: string }>,
): TaskEither<FileFault, void> =>
  TE.tryCatch(async () => {
    for (const { from, to } of moves) await rename(join(directory, from), join(directory, to)).catch(nullOn('ENOENT'))
    await syncDirectory(directory)
  }, fileFault)

/**
 * Overwrites files with zeros down to the disk and removes them, one after the other in the order given; durable when
 * it returns. One that is not there counts as shredded, so a crash in the middle is healed by doing it again.
 */
export const shred = (directory: string, names: ReadonlyArray<string>): TaskEither<FileFault, void> =>
  TE.tryCatch(async () => {
    for (const name of names) await shredFile(join(directory, name))
    if (names.length > 0) await syncDirectory(directory)
  }, fileFault)
