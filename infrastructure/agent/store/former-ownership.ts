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

const ownershipOf = async (path: string): Promise<Partial<Ownership>> => {
  const found = await lstat(path).catch(nullOn('ENOENT'))
  return found === null ? {} : { uid: found.uid, gid: found.gid, mode: found.mode & 0o777 }
}

/** Who owns the generation that is current, or else whatever the role holds; nobody where it holds nothing. */
export const formerOwnership = async ({ generations }: RoleDirectory, places: Places): Promise<Former> => {
  const [held] = heldIn(places)
  if (held === undefined) return { directory: {}, of: () => Promise.resolve({}), path: null }
  const path = join(generations, held.directory)
  return { directory: await ownershipOf(path), of: ({ name }) => ownershipOf(join(path, name)), path }
}
