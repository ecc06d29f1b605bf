import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'

const POINTER = 'current'
const GENERATION = /^(\d{1,15})(?:\.part\d)?\.sqlite(?:-wal|-shm|-journal)?$/

/** The database file of a generation. */
export const generationPath = (directory: string, generation: number): string =>
  join(directory, `${generation}.sqlite`)

/** The file of a part of a generation, while it is built. */
export const partPath = (directory: string, generation: number, nth: number): string =>
  join(directory, `${generation}.part${nth}.sqlite`)

const numberOf = (name: string): number | null => {
  const digits = GENERATION.exec(name)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** The generation that questions are answered from; null where none is named. */
export const currentGeneration = (directory: string): number | null => {
  try {
    return numberOf(readFileSync(join(directory, POINTER), 'utf8').trim())
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null
    throw thrown
  }
}

const generationFiles = (directory: string): ReadonlyArray<readonly [string, number]> =>
  readdirSync(directory).flatMap((name) => {
    const generation = numberOf(name)
    return generation === null ? [] : [[name, generation] as const]
  })

/** A number that no generation of this directory had. */
export const nextGeneration = (directory: string): number =>
  Math.max(currentGeneration(directory) ?? 0, ...generationFiles(directory).map(([, generation]) => generation)) + 1

/** True where files of other generations lie about. */
export const hasOtherGenerations = (directory: string, current: number): boolean =>
  generationFiles(directory).some(([, generation]) => generation !== current)

/** Removes the files of the generations that are told; one that another process still holds open may stay for later. */
export const removeGenerations = (directory: string, which: (generation: number) => boolean): void => {
  for (const [name, generation] of generationFiles(directory)) {
    if (!which(generation)) continue
    try {
      rmSync(join(directory, name), { force: true })
    } catch {
      // Windows refuses to remove a file that is open.
    }
  }
}

/** Windows cannot sync a directory, and need not. */
const syncNames = async (directory: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Names the generation to answer from. Whoever reads finds the old name or the new one, never a part of either. */
export const switchTo = async (directory: string, generation: number): Promise<void> => {
  const draft = join(directory, `${POINTER}.new`)
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(`${generation}.sqlite\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, join(directory, POINTER))
  await syncNames(directory)
}
