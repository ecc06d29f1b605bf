import type { CertificateReader, CertificateReadError } from '../../../application/ports/certificate-reader.js'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import type { ObservedEntry } from '../../../domain/values/observed-entry.js'
import type { CertificateRole } from '../../../domain/values/certificate-role.js'
import { readBounded } from '../files/read-bounded.js'
import type { FoundFile } from './found-files.js'

/** A certificate file has a few kilobytes; larger ones are not opened. */
const LIMIT_BYTES = 262_144

type Seen = Pick<ObservedEntry, 'certificate' | 'privateKey'>

const unreadable: Seen = { certificate: null, privateKey: 'unreadable' }

const ofKeys = (areThere: boolean): Seen => ({ certificate: null, privateKey: areThere ? 'usable' : 'missing' })

const unopened = (error: CertificateReadError): Seen => {
  if (error._tag === 'NoCertificate') return ofKeys(error.keys > 0)
  if (error._tag === 'SeveralCertificates') return ofKeys(error.candidates.some(({ hasPrivateKey }) => hasPrivateKey))
  return error._tag === 'KeyDoesNotMatch' ? { certificate: null, privateKey: 'otherKey' } : unreadable
}

const seenIn = async ({ path }: FoundFile, reader: CertificateReader): Promise<Seen> => {
  const found = await readBounded(path, LIMIT_BYTES).catch(() => null)
  if (found === null) return unreadable
  const read = await reader.read({ bytes: found.bytes, password: secretOf(new Uint8Array()), thumbprint: null })()
  if (E.isLeft(read)) return unopened(read.left)
  const { facts: { thumbprint, thumbprintSha256, subject, notAfter }, privateKey } = read.right
  privateKey?.reveal().fill(0)
  return {
    certificate: { thumbprint, thumbprintSha256, subject, notAfter },
    privateKey: privateKey === null ? 'missing' : 'usable',
  }
}

/** Says what a found file holds. A PKCS#12 file is opened with the empty password only. */
export type LookIntoFile = (role: CertificateRole, found: FoundFile) => Promise<ObservedEntry>

const MOST_REMEMBERED = 5_000

/** Looks into files, and remembers what it saw until a file was changed. */
export const lookIntoFiles = (reader: CertificateReader): LookIntoFile => {
  const remembered = new Map<string, Seen>()
  return async (role, found) => {
    const name = `${found.path}\n${found.stamp}`
    const seen = remembered.get(name) ?? await seenIn(found, reader)
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(name, seen)
    return { role, place: null, ...seen, file: found.file }
  }
}
