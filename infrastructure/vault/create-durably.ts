import { randomBytes } from 'node:crypto'
import { link, mkdir, open, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { TE, type TaskEither } from '../../application/prelude.js'
import { fileFault, nullOn, type FileFault } from './file-fault.js'
import { syncDirectory } from './sync-directory.js'

const DRAFT = /\.[0-9a-f]{16}\.tmp$/

/** A name for what is not finished yet, or not any more; never the same twice. */
export const draftOf = (name: string): string => `${name}.${randomBytes(8).toString('hex')}.tmp`

/** True for the names that `draftOf` gives. */
export const isDraft = (name: string): boolean => DRAFT.test(name)

/** A name under which nobody looks for a file any more, and from which no deposit makes an entry; a draft's as well. */
export const withdrawnOf = (name: string): string =>
  draftOf(`${name.replace(DRAFT, '').replace(/\.withdrawn$/, '')}.withdrawn`)

const OWNER_ONLY = { file: 0o600, directory: 0o700 }

/** Makes a file with these bytes, for its owner only; fails where the name is taken. Its name is not durable yet. */
export const writeSynced = async (path: string, bytes: Uint8Array): Promise<void> => {
  const handle = await open(path, 'wx', OWNER_ONLY.file)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes a directory for its owner only where it is missing, and the ones above it; durable when it returns. */
export const ensureDirectory = (directory: string): TaskEither<FileFault, void> =>
  TE.tryCatch(async () => {
    const topmost = await mkdir(directory, { recursive: true, mode: OWNER_ONLY.directory })
    if (topmost !== undefined) await syncDirectory(dirname(topmost))
  }, fileFault)

/**
 * Makes a file with these bytes, for its owner only, unless the name is taken: of two who try at once one wins, and
 * nobody ever reads a part. Durable when it returns. A crash leaves at most a file named `<name>.<random>.tmp`.
 */
export const createDurably = (directory: string, name: string, bytes: Uint8Array): TaskEither<FileFault, void> =>
  TE.tryCatch(async () => {
    const draft = join(directory, draftOf(name))
    try {
      await writeSynced(draft, bytes)
      await link(draft, join(directory, name)).catch(nullOn('EEXIST'))
    } finally {
      await unlink(draft).catch(nullOn('ENOENT'))
      await syncDirectory(directory)
    }
  }, fileFault)
