import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Ownership } from '../files/durable-file.js'
import { nullOn } from '../files/file-code.js'
import type { GenerationFile } from './generation-files.js'
import { heldIn, type Places } from './manifest.js'
import type { RoleDirectory } from './role-directory.js'

/** Who owns what a new generation takes the place of, file by file. */
export type Former = {
  readonly directory: Partial<Ownership>
  readonly of: (file: GenerationFile) => Promise<Partial<Ownership>>
  /** The directory of the former generation; null where there is none. */
  readonly path: string | null
}

/** A link says nothing of what it leads to: its mode lets everybody read. */
const ownershipOf = async (path: string, kind: 'isFile' | 'isDirectory'): Promise<Partial<Ownership>> => {
  const found = await lstat(path).catch(nullOn('ENOENT', 'ENOTDIR'))
  return found?.[kind]() === true ? { uid: found.uid, gid: found.gid, mode: found.mode & 0o777 } : {}
}

/**
 * Who owns the generation that is current, or else whatever the role holds; nobody where it holds nothing, or where
 * something else than a plain file or directory has its name.
 */
export const formerOwnership = async ({ generations }: RoleDirectory, places: Places): Promise<Former> => {
  const [held] = heldIn(places)
  if (held === undefined) return { directory: {}, of: () => Promise.resolve({}), path: null }
  const path = join(generations, held.directory)
  return {
    directory: await ownershipOf(path, 'isDirectory'),
    of: ({ name }) => ownershipOf(join(path, name), 'isFile'),
    path,
  }
}
