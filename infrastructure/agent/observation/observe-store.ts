import type { CertificateReader } from '../../../application/ports/certificate-reader.js'
import { TE, type TaskEither } from '../../../application/prelude.js'
import { CertificateRole } from '../../../domain/values/certificate-role.js'
import type { ObservedEntry } from '../../../domain/values/observed-entry.js'
import type { StoreFault } from '../../../application/agents/agent-fault.js'
import { faultAt } from '../files/file-code.js'
import { allPlaces } from '../store/manifest.js'
import { namesIn, roleDirectory, type RoleDirectory } from '../store/role-directory.js'
import type { FactsOfDer } from './facts-of-der.js'
import { foundFiles } from './found-files.js'
import { lookIntoFiles, type LookIntoFile } from './observed-file.js'
import { observedPlace } from './observed-place.js'

/** Tells everything that the store holds, in the same order each time. */
export type ObserveStore = () => TaskEither<StoreFault, ReadonlyArray<ObservedEntry>>

const ofRole = async (role: RoleDirectory, factsOfDer: FactsOfDer, look: LookIntoFile) => {
  const entries: Array<ObservedEntry> = []
  for (const place of allPlaces) {
    const seen = await observedPlace(role, place, factsOfDer)
    if (seen !== null) entries.push(seen)
  }
  for (const found of await foundFiles(role)) entries.push(await look(role.role, found))
  return entries
}

/** What is said of a store at most, in bytes: in base64 it fits into one message to the ledger. */
const MOST_BYTES = 180_000
const MOST_FOUND = 140
const MOST_TEXT = 512

const cut = (entry: ObservedEntry): ObservedEntry => ({
  ...entry,
  certificate: entry.certificate === null
    ? null
    : { ...entry.certificate, subject: entry.certificate.subject.slice(0, MOST_TEXT) },
  file: entry.file === null ? null : entry.file.slice(0, MOST_TEXT),
})

const bytesOf = (entry: ObservedEntry): number => Buffer.byteLength(JSON.stringify(entry)) + 1

/** The entries with their texts cut, all places among them, and of the files as many as are told of at once. */
const bounded = (entries: ReadonlyArray<ObservedEntry>): ReadonlyArray<ObservedEntry> => {
  const shortened = entries.map(cut)
  const places = shortened.filter(({ place }) => place !== null)
  let [left, files] = [places.reduce((bytes, entry) => bytes - bytesOf(entry), MOST_BYTES), 0]
  return shortened.filter((entry) => {
    if (entry.place !== null) return true
    left -= bytesOf(entry)
    files += 1
    return left >= 0 && files <= MOST_FOUND
  })
}

/** Observes the store in a directory: the places as a server finds them, and the files that somebody else put there. */
export const observeStore = (directory: string, reader: CertificateReader, factsOfDer: FactsOfDer): ObserveStore => {
  const look = lookIntoFiles(reader)
  return () =>
    TE.tryCatch(async () => {
      const roles = (await namesIn(directory)).filter(CertificateRole.is)
      const entries: Array<ObservedEntry> = []
      for (const role of roles) entries.push(...await ofRole(roleDirectory(directory, role), factsOfDer, look))
      return bounded(entries)
    }, faultAt(directory))
}
