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

/** The draft of a data key, from which the deposit makes the entry; it is there before the sealed key is. */
export const dataKeyDraft = (name: string, dataKeyId: string): string => `${dataKeyFile(name)}.${dataKeyId}.tmp`

const DATA_KEY_ID = /^\.(?:([0-9a-f]{16})\.sealed|dek\.([0-9a-f]{16})\.tmp$)/

/** The ids of data keys, in hexadecimal, that the names of an entry's files speak of; each once. */
export const dataKeyIdsIn = (name: string, files: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(files.flatMap((file) => {
    const [, ofSealedKey, ofDraft] = DATA_KEY_ID.exec(file.slice(name.length)) ?? []
    return ofSealedKey ?? ofDraft ?? []
  }))]

/** The name of the entry whose data key this file holds; null for every other file. */
export const nameOfDataKeyFile = (file: string): string | null =>
  file.endsWith(DATA_KEY) ? file.slice(0, -DATA_KEY.length) : null

/** True for the files of this entry that hold, or held, its data key: all but those of sealed keys. */
export const holdsDataKey = (name: string) => (file: string): boolean => file.startsWith(dataKeyFile(name))

/** What is left of an entry. Drafts that a crash left behind are among it. */
export const filesOfEntry = (name: string, files: ReadonlyArray<string>): ReadonlyArray<string> =>
  files.filter((file) => file.startsWith(`${name}.`))
