import { chmod, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { E, pipe, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { SetupFault, StoreFault } from '../../../application/agents/agent-fault.js'
import { isDraft, replaceFile, syncDirectory } from '../files/durable-file.js'
import { faultAt } from '../files/file-code.js'
import { readBounded, type ReadFile } from '../files/read-bounded.js'

/** What lies in the state directory of an agent. */
export const stateFiles = {
  identity: 'agent.json',
  keys: 'keys.json',
  nextKeys: 'keys.next.json',
  outbox: 'outbox.json',
  contact: 'contact.json',
  config: 'agent.yaml',
  lock: 'agent.lock',
} as const

const LIMIT_BYTES = 4_194_304
const OTHERS = 0o077

/** The mode in octal, where somebody beside the owner has any right; null where nobody has. */
export const exposedMode = (mode: number, forbidden: number): string | null =>
  process.platform === 'win32' || (mode & forbidden) === 0 ? null : (mode & 0o777).toString(8).padStart(4, '0')

/** Makes the state directory for its owner alone where it is missing; one that others may look into is refused. */
export const ensureState = (state: string): TaskEither<SetupFault, void> =>
  pipe(
    TE.tryCatch(async () => {
      const made = await mkdir(state, { recursive: true, mode: 0o700 })
      if (made !== undefined) {
        await chmod(state, 0o700)
        await syncDirectory(dirname(made))
      }
      return (await stat(state)).mode
    }, faultAt(state)),
    TE.chainEitherKW((mode): Either<SetupFault, void> => {
      const exposed = exposedMode(mode, OTHERS)
      return exposed === null ? E.right(undefined) : E.left({ _tag: 'AgentFileExposed', path: state, mode: exposed })
    }),
  )

const unexposed = (path: string) => (found: ReadFile | null): Either<SetupFault, Buffer | null> => {
  const exposed = found === null ? null : exposedMode(found.mode, OTHERS)
  return exposed === null
    ? E.right(found === null ? null : found.bytes)
    : E.left({ _tag: 'AgentFileExposed', path, mode: exposed })
}

/** The JSON of a file that only its owner may read; null where there is none. */
export const readState = (state: string, name: string): TaskEither<SetupFault, unknown> => {
  const path = join(state, name)
  const notJson = (): StoreFault => ({ _tag: 'AgentFileUnusable', path, reason: 'DAMAGED' })
  return pipe(
    TE.tryCatch(() => readBounded(path, LIMIT_BYTES), faultAt(path)),
    TE.chainEitherKW(unexposed(path)),
    TE.chainEitherKW((bytes): Either<SetupFault, unknown> =>
      bytes === null ? E.right(null) : E.tryCatch((): unknown => JSON.parse(bytes.toString('utf8')), notJson)),
  )
}

/** Writes a file of the state in one durable step, for its owner alone. */
export const writeState = (state: string, name: string, content: unknown): TaskEither<StoreFault, void> => {
  const path = join(state, name)
  const bytes = Buffer.from(`${JSON.stringify(content, null, 2)}\n`)
  return TE.tryCatch(() => replaceFile(path, bytes, 0o600), faultAt(path))
}

/** Removes what a crash left half written; for whoever holds the lock. */
export const clearDrafts = (state: string): TaskEither<StoreFault, void> =>
  TE.tryCatch(async () => {
    for (const name of (await readdir(state)).filter(isDraft)) await rm(join(state, name), { force: true })
  }, faultAt(state))
