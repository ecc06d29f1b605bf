import { lstat, readlink, rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from '../../../domain/values/place.js'
import { draftName, syncDirectory } from '../files/durable-file.js'
import { nullOn } from '../files/file-code.js'
import type { Places } from './manifest.js'
import type { RoleDirectory } from './role-directory.js'

/** In this order: the former one keeps a name while the new one takes its place. */
const ORDER: ReadonlyArray<Place> = ['previous', 'current', 'staged']

const targetOf = (directory: string): string => join('generations', directory)

/** Where a link leads as it stands; null where there is none, or something else has its name. */
export const linkTarget = (path: string): Promise<string | null> => readlink(path).catch(nullOn('ENOENT', 'EINVAL'))

const isInTheWay = async (path: string): Promise<boolean> => {
  const found = await lstat(path).catch(nullOn('ENOENT'))
  return found !== null && !found.isSymbolicLink()
}

const inTheWay = (): Error => Object.assign(new Error('no link'), { code: 'EEXIST' })

const leadTo = async ({ path }: RoleDirectory, place: Place, target: string | null): Promise<boolean> => {
  const link = join(path, place)
  if (await isInTheWay(link)) throw inTheWay()
  if ((await linkTarget(link)) === target) return false
  if (target === null) await rm(link, { force: true })
  else {
    const draft = join(path, draftName(place))
    await symlink(target, draft)
    await rename(draft, link)
  }
  return true
}

/**
 * Makes the links of a role lead where its places say, one atomic step for each; durable when it returns. A file or
 * directory that has the name of a link is not touched: the code `EEXIST`. Repeat: nothing is changed.
 */
export const leadLinks = async (role: RoleDirectory, places: Places): Promise<void> => {
  let changed = false
  for (const place of ORDER) {
    const held = places[place]
    changed = (await leadTo(role, place, held === null ? null : targetOf(held.directory))) || changed
  }
  if (changed) await syncDirectory(role.path)
}
