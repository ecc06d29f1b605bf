import { cp, mkdir, mkdtemp, readdir, realpath, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the house stands. */
export const house = fileURLToPath(new URL('../..', import.meta.url))

/** The folders whose modules the linters watch. */
export const rooms = ['domain', 'application', 'projections', 'infrastructure', 'examples', 'test']

const papers = [
  '.dependency-cruiser.js', 'eslint.config.js', 'package.json', 'tsconfig.base.json', 'tsconfig.json',
]

/** A copy that may be broken without harm; `remove` leaves nothing behind. */
export type HouseCopy = {
  readonly path: string
  readonly write: (file: string, text: string) => Promise<void>
  readonly modules: () => Promise<ReadonlyArray<string>>
  readonly remove: () => Promise<void>
}

/** Copies every room and the linters' papers into a temporary folder; packages are linked, not copied. */
export const copyOfTheHouse = async (): Promise<HouseCopy> => {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'certledger-house-')))
  const filter = async (item: string): Promise<boolean> =>
    /\.(ts|js|json)$/.test(item) || (await stat(item)).isDirectory()
  for (const item of [...rooms, ...papers]) await cp(join(house, item), join(path, item), { recursive: true, filter })
  await symlink(join(house, 'node_modules'), join(path, 'node_modules'))
  return {
    path,
    write: async (file, text) => {
      await mkdir(dirname(join(path, file)), { recursive: true })
      await writeFile(join(path, file), text)
    },
    modules: async () => {
      const found = await Promise.all(rooms.map(async (room) =>
        (await readdir(join(path, room), { recursive: true })).map((file) => `${room}/${file}`)))
      return found.flat().filter((file) => file.endsWith('.ts')).sort()
    },
    remove: () => rm(path, { recursive: true, force: true }),
  }
}
