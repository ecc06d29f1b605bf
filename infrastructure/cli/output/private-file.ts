import { randomBytes } from 'node:crypto'
import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import { reasonOf } from '../input/read-bounded.js'

/** A file under way: nobody sees it under its name before it is whole. */
export type Draft = {
  readonly commit: (bytes: Uint8Array) => TaskEither<FaceError, void>
  /** Takes away what is left of it; nothing after `commit`. */
  readonly discard: () => Promise<void>
}

const OWNER_ONLY = 0o600

const unwritable = (path: string) => (thrown: unknown): FaceError =>
  reasonOf(thrown) === 'EEXIST'
    ? { _tag: 'OutputExists', path }
    : { _tag: 'OutputUnwritable', path, reason: reasonOf(thrown) }

const syncDirectory = async (directory: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}

const LINKS_UNKNOWN = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

/** A second name is refused where the file exists; where a file system knows no second names, it is looked up first. */
const publishNew = async (draft: string, path: string): Promise<void> => {
  try {
    await link(draft, path)
    await unlink(draft)
  } catch (thrown) {
    if (!LINKS_UNKNOWN.includes(reasonOf(thrown))) throw thrown
    if (await isThere(path)) throw Object.assign(new Error('exists'), { code: 'EEXIST' })
    await rename(draft, path)
  }
}

const isThere = (path: string): Promise<boolean> => lstat(path).then(() => true, () => false)

const publish = async (
  { handle, draft, path, overwrite }: Parts,
  bytes: Uint8Array,
): Promise<void> => {
  await handle.writeFile(bytes)
  await handle.sync()
  await handle.close()
  await (overwrite ? rename(draft, path) : publishNew(draft, path))
  await syncDirectory(dirname(path))
}

type Parts = {
  readonly handle: FileHandle
  readonly draft: string
  readonly path: string
  readonly overwrite: boolean
}

/** Refuses a path that exists already, unless it may be overwritten. */
export const notThere = (path: string, overwrite: boolean): TaskEither<FaceError, void> =>
  pipe(
    TE.fromTask<boolean, FaceError>(() => isThere(path)),
    TE.chain((found) => (found && !overwrite ? TE.left({ _tag: 'OutputExists', path }) : TE.right(undefined))),
  )

/**
 * Begins a file that only its owner may read (0600), beside its final place. `commit` writes it durably and gives it
 * its name in one step. That it cannot be written there shows at once, before anything else is done.
 */
export const draftPrivateFile = (path: string, overwrite: boolean): TaskEither<FaceError, Draft> => {
  const draft = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.part`)
  return pipe(
    notThere(path, overwrite),
    TE.chain(() => TE.tryCatch(() => open(draft, 'wx', OWNER_ONLY), unwritable(path))),
    TE.map((handle) => ({
      commit: (bytes) => TE.tryCatch(() => publish({ handle, draft, path, overwrite }, bytes), unwritable(path)),
      discard: async () => {
        await handle.close().catch(() => undefined)
        await unlink(draft).catch(() => undefined)
      },
    })),
  )
}
