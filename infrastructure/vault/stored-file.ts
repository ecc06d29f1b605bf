import { open, readdir, stat, type FileHandle } from 'node:fs/promises'
import { TE, type TaskEither } from '../../application/prelude.js'
import { fileFault, nullOn, type FileFault } from './file-fault.js'

/** A file as it was found; `mode` holds its permission bits, such as 0o600. */
export type StoredFile = {
  readonly bytes: Buffer
  readonly mode: number
}

const PERMISSION_BITS = 0o777

const tooLarge = (): Error => Object.assign(new Error('file too large'), { code: 'EFBIG' })

const ATTEMPTS = 100

const busy = (): Error => Object.assign(new Error('file replaced again and again'), { code: 'EBUSY' })

/** Whether the path still leads to the file that is open; while it is, no other file can have the same number. */
const isStillAt = async (path: string, handle: FileHandle): Promise<boolean> => {
  const opened = await handle.stat({ bigint: true })
  const found = await stat(path, { bigint: true }).catch(nullOn('ENOENT'))
  return found?.ino === opened.ino && found.dev === opened.dev
}

/** One reading; `moved` where the file lost its name meanwhile, since it may have been overwritten after that. */
const readOnce = async (path: string, limitBytes: number): Promise<StoredFile | 'moved' | null> => {
  const handle = await open(path, 'r').catch(nullOn('ENOENT'))
  if (handle === null) return null
  try {
    const { size, mode } = await handle.stat()
    if (size > limitBytes) throw tooLarge()
    const bytes = await handle.readFile()
    return await isStillAt(path, handle) ? { bytes, mode: mode & PERMISSION_BITS } : 'moved'
  } finally {
    await handle.close()
  }
}

/**
 * The whole file as it was under this name; null where there is none. More than `limitBytes` is the fault `EFBIG`, one
 * that is replaced a hundred times while it is read is `EBUSY`.
 */
export const readStored = (path: string, limitBytes: number): TaskEither<FileFault, StoredFile | null> =>
  TE.tryCatch(async () => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const found = await readOnce(path, limitBytes)
      if (found !== 'moved') return found
    }
    throw busy()
  }, fileFault)

/** The names in a directory, sorted; none where there is no directory. */
export const namesIn = (directory: string): TaskEither<FileFault, ReadonlyArray<string>> =>
  TE.tryCatch(async () => {
    const names = await readdir(directory).catch(nullOn('ENOENT'))
    return (names ?? []).sort()
  }, fileFault)
