import { open, readdir } from 'node:fs/promises'
import { TE, type TaskEither } from '../../application/prelude.js'
import { fileFault, nullOn, type FileFault } from './file-fault.js'

/** A file as it was found; `mode` holds its permission bits, such as 0o600. */
export type StoredFile = {
  readonly bytes: Buffer
  readonly mode: number
}

const PERMISSION_BITS = 0o777

const tooLarge = (): Error => Object.assign(new Error('file too large'), { code: 'EFBIG' })

/** The whole file; null where there is none. More than `limitBytes` is the fault `EFBIG`. */
export const readStored = (path: string, limitBytes: number): TaskEither<FileFault, StoredFile | null> =>
  TE.tryCatch(async () => {
    const handle = await open(path, 'r').catch(nullOn('ENOENT'))
    if (handle === null) return null
    try {
      const { size, mode } = await handle.stat()
      if (size > limitBytes) throw tooLarge()
      return { bytes: await handle.readFile(), mode: mode & PERMISSION_BITS }
    } finally {
      await handle.close()
    }
  }, fileFault)

/** The names in a directory, sorted; none where there is no directory. */
export const namesIn = (directory: string): TaskEither<FileFault, ReadonlyArray<string>> =>
  TE.tryCatch(async () => {
    const names = await readdir(directory).catch(nullOn('ENOENT'))
    return (names ?? []).sort()
  }, fileFault)
