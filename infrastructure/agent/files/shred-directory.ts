import { constants } from 'node:fs'
import { lstat, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { draftName, syncDirectory } from './durable-file.js'
import { nullOn } from './file-code.js'

/** Windows has no such flag. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0, O_RDWR } = constants

/** What was opened is looked at once more: the name may have come to lead elsewhere since. */
const overwritten = async (path: string): Promise<void> => {
  const found = await lstat(path).catch(nullOn('ENOENT'))
  if (found?.isFile() !== true) return
  const handle = await open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK).catch(nullOn('ENOENT', 'ELOOP'))
  if (handle === null) return
  try {
    const opened = await handle.stat()
    if (opened.nlink > 1 || opened.ino !== found.ino || opened.dev !== found.dev) return
    await handle.writeFile(Buffer.alloc(opened.size))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Takes the name away, so that nobody finds it any more while it is overwritten; gives the name that it has then. */
export const withdraw = async (directory: string): Promise<string> => {
  const hidden = join(dirname(directory), draftName('withdrawn'))
  await rename(directory, hidden)
  await syncDirectory(dirname(directory))
  return hidden
}

/** Overwrites the plain files of a directory with zeros down to the disk, and removes it. Repeat: nothing. */
export const shredDirectory = async (directory: string): Promise<void> => {
  const names = await readdir(directory).catch(nullOn('ENOENT'))
  for (const name of names ?? []) await overwritten(join(directory, name))
  await rm(directory, { recursive: true, force: true })
  await syncDirectory(dirname(directory))
}
