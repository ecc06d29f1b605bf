import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CertificateRole } from '../../../domain/values/certificate-role.js'
import { syncDirectory } from '../files/durable-file.js'
import { nullOn } from '../files/file-code.js'

/** Where a role lies in the store. Roles are a closed list, so that no name leads out of it. */
export type RoleDirectory = {
  readonly role: CertificateRole
  readonly path: string
  readonly generations: string
  readonly manifest: string
}

/** The directory of a role, whether or not it is there. */
export const roleDirectory = (store: string, role: CertificateRole): RoleDirectory => {
  const path = join(store, role)
  return { role, path, generations: join(path, 'generations'), manifest: join(path, 'manifest.json') }
}

/** Makes the directories of a role where they are missing; durable when it returns. */
export const ensureRole = async ({ path, generations }: RoleDirectory): Promise<void> => {
  const made = await mkdir(generations, { recursive: true, mode: 0o755 })
  if (made === undefined) return
  await syncDirectory(path)
  await syncDirectory(join(path, '..'))
}

/** The names in a directory, sorted; none where there is none. */
export const namesIn = async (directory: string): Promise<ReadonlyArray<string>> =>
  ((await readdir(directory).catch(nullOn('ENOENT', 'ENOTDIR'))) ?? []).sort()
