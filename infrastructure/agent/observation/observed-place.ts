import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { E } from '../../../application/prelude.js'
import type { ObservedEntry } from '../../../domain/values/observed-entry.js'
import type { Place } from '../../../domain/values/place.js'
import { nullOn } from '../files/file-code.js'
import { readBounded } from '../files/read-bounded.js'
import { generationFiles } from '../store/generation-files.js'
import type { RoleDirectory } from '../store/role-directory.js'
import type { FactsOfDer } from './facts-of-der.js'

const LIMIT_BYTES = 1_048_576

type Certificate = NonNullable<ObservedEntry['certificate']>
type KeyState = ObservedEntry['privateKey']

const readPart = (path: string): Promise<Buffer | 'unreadable' | null> =>
  readBounded(path, LIMIT_BYTES).then((found) => found?.bytes ?? null, () => 'unreadable' as const)

const certificateIn = (pem: Buffer): X509Certificate | null => {
  try {
    return new X509Certificate(pem)
  } catch {
    return null
  }
}

const keyIn = (pem: Buffer): KeyObject | null => {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}

/** What is said of a certificate in an observation; null where its form cannot be read. */
const saidOf = (x509: X509Certificate, factsOfDer: FactsOfDer): Certificate | null => {
  const read = factsOfDer(x509.raw)
  if (E.isLeft(read)) return null
  const { thumbprint, thumbprintSha256, subject, notAfter } = read.right
  return { thumbprint, thumbprintSha256, subject, notAfter }
}

const keyState = (pem: Buffer | 'unreadable' | null, x509: X509Certificate | null): KeyState => {
  if (pem === null) return 'missing'
  const key = pem === 'unreadable' ? null : keyIn(pem)
  if (key === null) return 'unreadable'
  return x509?.checkPrivateKey(key) === false ? 'otherKey' : 'usable'
}

/** A place as a server finds it on disk, whatever the manifest says; null where nothing has its name. */
export const observedPlace = async (
  { role, path }: RoleDirectory,
  place: Place,
  factsOfDer: FactsOfDer,
): Promise<ObservedEntry | null> => {
  const directory = join(path, place)
  if ((await lstat(directory).catch(nullOn('ENOENT', 'ENOTDIR'))) === null) return null
  const certificate = await readPart(join(directory, generationFiles.certificate.name))
  const privateKey = await readPart(join(directory, generationFiles.privateKey.name))
  const x509 = Buffer.isBuffer(certificate) ? certificateIn(certificate) : null
  return {
    role,
    place,
    certificate: x509 === null ? null : saidOf(x509, factsOfDer),
    privateKey: keyState(privateKey, x509),
    file: null,
  }
}
