import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { borrowGeneration } from './borrow-generation.js'

/** Where rows lie, there by now; `leave` removes what was made for this process alone. */
export type Place = { readonly directory: string; readonly leave: () => void }

const REFUSALS: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EROFS'])

const isRefusal = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && REFUSALS.has(thrown.code)

/** True where the rights or the file system forbid it; a file that is gone forbids nothing. */
const isForbidden = (action: () => void): boolean => {
  try {
    action()
    return false
  } catch (thrown) {
    return isRefusal(thrown)
  }
}

const mayNotWrite = (path: string): boolean => isForbidden(() => accessSync(path, constants.W_OK))

/** True where rows can be neither made nor brought up to date in a directory. */
const isReadOnly = (directory: string): boolean => {
  if (!existsSync(directory)) return mayNotWrite(dirname(directory))
  let forbidden = mayNotWrite(directory)
  const eachOf = (names: ReadonlyArray<string>): void => {
    forbidden ||= names.some((name) => mayNotWrite(join(directory, name)))
  }
  return isForbidden(() => eachOf(readdirSync(directory))) || forbidden
}

const made = (directory: string): Place => {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return { directory, leave: () => undefined }
}

/** A new directory for the owner alone, with the rows that lie in the other where those can be taken along. */
const aside = async (directory: string): Promise<Place> => {
  const own = mkdtempSync(join(tmpdir(), 'certledger-read-side-'))
  await borrowGeneration(directory, own)
  return { directory: own, leave: () => rmSync(own, { recursive: true, force: true, maxRetries: 9 }) }
}

/**
 * The directory itself; with `mayGoAside`, one among the temporary files where it may not be written. Throws what the
 * file system throws.
 */
export const placeFor = async (directory: string, mayGoAside: boolean): Promise<Place> =>
  mayGoAside && isReadOnly(directory) ? aside(directory) : made(directory)
