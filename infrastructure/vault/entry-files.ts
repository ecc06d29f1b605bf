const DATA_KEY = '.dek'
const SEALED_KEY = '.sealed'

/** True for the files of any entry, half-written and half-destroyed ones included. */
export const isEntryFile = (file: string): boolean => file.includes(DATA_KEY) || file.includes(SEALED_KEY)

/** The file that holds the wrapped data key. An entry exists as soon as, and as long as, it has this file. */
export const dataKeyFile = (name: string): string => `${name}${DATA_KEY}`

/**
 * The file that holds the private key sealed under one data key. It carries the data key's id, so that of two who
 * deposit at once neither spoils the other's.
 */
export const sealedKeyFile = (name: string, dataKeyId: Buffer): string =>
  `${name}.${dataKeyId.toString('hex')}${SEALED_KEY}`

/** The name of the entry whose data key this file holds; null for every other file. */
export const nameOfDataKeyFile = (file: string): string | null =>
  file.endsWith(DATA_KEY) ? file.slice(0, -DATA_KEY.length) : null

/**
 * What is left of an entry, in the order of destruction: what holds its data key, then what holds the sealed key.
 * Drafts that a crash left behind are among them.
 */
export const filesOfEntry = (name: string, files: ReadonlyArray<string>): ReadonlyArray<string> => {
  const own = files.filter((file) => file.startsWith(`${name}.`))
  const holdsDataKey = (file: string): boolean => file.startsWith(dataKeyFile(name))
  return [...own.filter(holdsDataKey), ...own.filter((file) => !holdsDataKey(file))]
}
