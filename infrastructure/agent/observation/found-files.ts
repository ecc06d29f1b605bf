import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join, relative } from 'node:path'
import { isDraft } from '../files/durable-file.js'
import { nullOn } from '../files/file-code.js'
import { generationFiles } from '../store/generation-files.js'
import { isGenerationName } from '../store/manifest.js'
import type { RoleDirectory } from '../store/role-directory.js'

/** A file that the agent did not put there; `stamp` is another one once it was changed. */
export type FoundFile = { readonly path: string; readonly file: string; readonly bytes: number; readonly stamp: string }

const KINDS = new Set(['.pem', '.crt', '.cer', '.der', '.pfx', '.p12', '.key'])
const OWN = new Set<string>(Object.values(generationFiles).map(({ name }) => name))
const LEVELS = 3

/** What is looked at: so many names in a directory, so many files of a role. */
const MOST_NAMES = 1_000
export const MOST_FILES = 100

const isOwn = (directory: string, name: string, role: RoleDirectory): boolean => {
  const [first, generation] = relative(role.path, directory).split(/[\\/]/)
  return first === 'generations' && generation !== undefined && isGenerationName(generation) && OWN.has(name)
}

const listed = async (directory: string): Promise<ReadonlyArray<Dirent>> => {
  const names = await readdir(directory, { withFileTypes: true }).catch(nullOn('ENOENT', 'ENOTDIR', 'EACCES'))
  return (names ?? []).toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, MOST_NAMES)
}

const below = async (role: RoleDirectory, directory: string, levels: number): Promise<ReadonlyArray<string>> => {
  const found: Array<string> = []
  for (const entry of await listed(directory)) {
    const path = join(directory, entry.name)
    if (found.length > MOST_FILES) break
    if (isDraft(entry.name) || isOwn(directory, entry.name, role)) continue
    if (entry.isDirectory() && levels > 1) found.push(...await below(role, path, levels - 1))
    else if (KINDS.has(extname(entry.name).toLowerCase())) found.push(path)
  }
  return found
}

/**
 * The files of certificates and keys in the directory of a role that the agent did not put there: at most 100, three
 * levels deep, by their usual endings. Links to directories are not followed, and what is no plain file is passed over.
 */
export const foundFiles = async (role: RoleDirectory): Promise<ReadonlyArray<FoundFile>> => {
  const paths = (await below(role, role.path, LEVELS)).slice(0, MOST_FILES)
  const files = await Promise.all(paths.map(async (path): Promise<ReadonlyArray<FoundFile>> => {
    const found = await stat(path).catch(() => null)
    if (found === null || !found.isFile()) return []
    const stamp = [found.ino, found.size, found.mtimeMs, found.ctimeMs].join('-')
    return [{ path, file: join(role.role, relative(role.path, path)), bytes: found.size, stamp }]
  }))
  return files.flat()
}
