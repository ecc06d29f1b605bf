import { randomBytes } from 'node:crypto'
import { open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { nullOn } from './file-code.js'

/** Who owns a file, and its permission bits. */
export type Ownership = { readonly uid: number; readonly gid: number; readonly mode: number }

const DRAFT = /^\..*\.[0-9a-f]{16}\.tmp$/

/** A name for what is not finished yet; never the same twice. */
export const draftName = (name: string): string => `.${name}.${randomBytes(8).toString('hex')}.tmp`

/** True for the names that `draftName` gives. */
export const isDraft = (name: string): boolean => DRAFT.test(name)

/** Makes the names in a directory durable. Windows cannot sync a directory; there it does nothing. */
export const syncDirectory = async (directory: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}

/**
 * Makes a file with these bytes, down to the disk; fails where the name is taken. It is its owner's alone until it
 * belongs to whom it shall. Its name is not durable yet.
 */
export const writeSynced = async (path: string, bytes: Uint8Array, owned: Partial<Ownership>): Promise<void> => {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    const { uid, gid } = await handle.stat()
    const [toUid, toGid] = [owned.uid ?? uid, owned.gid ?? gid]
    if (toUid !== uid || toGid !== gid) await handle.chown(toUid, toGid)
    await handle.chmod(owned.mode ?? 0o600)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Takes the name of a file away durably, and then overwrites what it held. */
const withoutName = async (handle: FileHandle, path: string, takeName: () => Promise<void>): Promise<void> => {
  try {
    const { size } = await handle.stat()
    await takeName()
    await syncDirectory(dirname(path))
    await handle.writeFile(Buffer.alloc(size))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Puts a file in the place of another one in one durable step; what the other one held is overwritten then. */
export const takePlace = async (from: string, to: string): Promise<void> =>
  withoutName(await open(to, 'r+'), to, () => rename(from, to))

/** Removes a file durably, and overwrites what it held. Repeat: nothing. */
export const removeOverwritten = async (path: string): Promise<void> => {
  const handle = await open(path, 'r+').catch(nullOn('ENOENT'))
  if (handle !== null) await withoutName(handle, path, () => rm(path))
}

/** Gives a file these bytes in one step: whoever reads it finds the old ones or the new ones. Durable on return. */
export const replaceFile = async (path: string, bytes: Uint8Array, mode: number): Promise<void> => {
  const draft = `${dirname(path)}/${draftName('file')}`
  try {
    await writeSynced(draft, bytes, { mode })
    await rename(draft, path)
  } catch (thrown) {
    await rm(draft, { force: true })
    throw thrown
  }
  await syncDirectory(dirname(path))
}
