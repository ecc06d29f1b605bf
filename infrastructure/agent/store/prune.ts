import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDraft } from '../files/durable-file.js'
import { shredDirectory, withdraw } from '../files/shred-directory.js'
import { heldIn, isGenerationName, type Places } from './manifest.js'
import { namesIn, type RoleDirectory } from './role-directory.js'

/** Who opened a file before its directory lost its name reads it to its end before it is overwritten, in ms. */
const READING_MS = 250

/**
 * Overwrites and removes the generations that no place leads to, and what a crash left behind. What the agent did not
 * put there stays. Repeat: nothing.
 */
export const prune = async ({ path, generations }: RoleDirectory, places: Places): Promise<void> => {
  const kept = new Set(heldIn(places).map(({ directory }) => directory))
  const names = await namesIn(generations)
  const stale = names.filter((name) => isGenerationName(name) && !kept.has(name))
  const left = names.filter(isDraft).map((name) => join(generations, name))
  for (const name of (await namesIn(path)).filter(isDraft)) await rm(join(path, name), { force: true })
  const withdrawn: Array<string> = []
  for (const name of stale) withdrawn.push(await withdraw(join(generations, name)))
  if (withdrawn.length > 0) await sleep(READING_MS)
  for (const directory of [...left, ...withdrawn]) await shredDirectory(directory)
}
