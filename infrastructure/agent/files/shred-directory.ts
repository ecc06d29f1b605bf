import { lstat, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { draftName, syncDirectory } from './durable-file.js'
import { nullOn } from './file-code.js'

const overwritten = async (path: string): Promise<void> => {
  const found = await lstat(path).catch(nullOn('ENOENT'))
  if (found === null || !found.isFile() || found.nlink > 1) return
  const handle = await open(path, 'r+')
  try {
    await handle.writeFile(Buffer.alloc(found.size))
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
