import { constants } from 'node:fs'
import { access, readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { TE, type TaskEither } from '../../../application/prelude.js'
import { bytesWords, countWords } from '../../wording/units.js'
import type { SpokenError } from '../../wording/problem.js'
import { reasonOf } from '../input/read-bounded.js'
import type { Call } from '../table/cli-command.js'
import { check, critical, good, warning, type Checked, type Seen } from './checked.js'
import { sqliteCheck } from './sqlite-check.js'

type Check = TaskEither<SpokenError, Checked>

const OTHERS_WRITE = 0o022
const GROUP_AND_OTHERS = 0o077
const hasModes = process.platform !== 'win32'

const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(3, '0')

/** A look at the file system; an error is a reason such as `EACCES`. */
const looked = (path: string, look: () => Promise<Seen>): TaskEither<SpokenError, Seen> =>
  TE.tryCatch(look, (thrown): SpokenError => ({ _tag: 'FileUnreadable', path, reason: reasonOf(thrown) }))

const directorySeen = async (directory: string): Promise<Seen> => {
  const { mode } = await stat(directory)
  if (hasModes && (mode & OTHERS_WRITE) !== 0) {
    return critical(`${directory} has the mode ${octal(mode)}: others can change the ledger; chmod 700 helps`)
  }
  const writable = await access(directory, constants.W_OK).then(() => true, () => false)
  return writable ? good(directory) : warning(`${directory} may be read, but not written, by this user`)
}

const exposedIn = async (directory: string): Promise<ReadonlyArray<string>> => {
  const names = await readdir(directory)
  const modes = await Promise.all(names.map(async (name) => ({ name, mode: (await stat(join(directory, name))).mode })))
  return modes.filter(({ mode }) => (mode & GROUP_AND_OTHERS) !== 0).map(({ name }) => name)
}

const vaultSeen = async (directory: string): Promise<Seen> => {
  const isThere = await stat(directory).then(() => true, () => false)
  if (!isThere) return good('no private key was kept yet')
  const exposed = hasModes ? await exposedIn(directory) : []
  return exposed.length === 0
    ? good('only the owner may read the files of the vault')
    : critical(`others may read ${countWords(exposed.length, 'file')}, such as ${exposed[0] ?? ''}; chmod 600 helps`)
}

const LEAST_BYTES = 100 * 1_048_576
const COMFORTABLE_BYTES = 1_073_741_824

const diskSeen = async (directory: string): Promise<Seen> => {
  const { bavail, bsize } = await statfs(directory)
  const free = bavail * bsize
  const words = `${bytesWords(free)} free`
  if (free < LEAST_BYTES) return critical(`${words}: nothing can be recorded soon`)
  return free < COMFORTABLE_BYTES ? warning(words) : good(words)
}

/**
 * What can be seen without opening the ledger: Node and its SQLite, directory, rights of the vault's files, space on
 * the disk. Of a ledger behind a server only its own machine can tell.
 */
export const machineChecks = ({ setting: { directory, server }, world }: Call): ReadonlyArray<Check> => {
  const node = check('node', TE.right(good(world.nodeVersion)))
  if (server !== null) return [node]
  const vault = join(directory, 'vault')
  return [
    node,
    sqliteCheck,
    check('directory', looked(directory, () => directorySeen(directory))),
    check('vault files', looked(vault, () => vaultSeen(vault))),
    check('disk', looked(directory, () => diskSeen(directory))),
  ]
}
