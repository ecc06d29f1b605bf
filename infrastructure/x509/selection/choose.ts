import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import type { CertificateReadError, Format } from '../../../application/ports/certificate-reader.js'
import { E, type Either } from '../../../application/prelude.js'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import type { Thumbprint, ThumbprintSha256 } from '../../../domain/values/thumbprint.js'
import { isIssuedBy } from '../certificate/issued-by.js'
import type { Fault } from '../fault.js'
import { refusedWith } from './candidates.js'
import type { PairedCertificate } from './pair.js'

/** What a file held, paired, and which of it was asked for. */
export type Held = {
  readonly format: Format
  readonly thumbprint: Thumbprint | ThumbprintSha256 | null
  readonly certificates: ReadonlyArray<PairedCertificate>
  readonly privateKeys: ReadonlyArray<KeyObject>
}

type Choice = Either<Fault | CertificateReadError, PairedCertificate>

const spkiDigestOf = (privateKey: KeyObject): ReadonlyArray<SpkiDigest> => {
  const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  return [createHash('sha256').update(spki).digest('hex').toUpperCase()].filter(SpkiDigest.is)
}

const keyDoesNotMatch = ({ certificates, privateKeys }: Held): Choice =>
  refusedWith(certificates, (candidates) => ({
    _tag: 'KeyDoesNotMatch',
    certificates: candidates,
    keys: privateKeys.flatMap(spkiDigestOf),
  }))

const theOnly = (meant: ReadonlyArray<PairedCertificate>, doubtful: ReadonlyArray<PairedCertificate>): Choice => {
  const [only, ...others] = meant
  return only !== undefined && others.length === 0
    ? E.right(only)
    : refusedWith(doubtful, (candidates) => ({ _tag: 'SeveralCertificates', candidates }))
}

const byThumbprint = (
  thumbprint: Thumbprint | ThumbprintSha256,
  certificates: ReadonlyArray<PairedCertificate>,
): Choice => {
  const named = certificates.find(({ held }) => [held.thumbprint, held.thumbprintSha256].includes(thumbprint))
  return named === undefined
    ? refusedWith(certificates, (candidates) => ({ _tag: 'ThumbprintNotInFile', thumbprint, candidates }))
    : E.right(named)
}

/** Without keys, the certificate meant is the one that issued no other. */
const withoutKeys = (certificates: ReadonlyArray<PairedCertificate>): Choice => {
  const leaves = certificates.filter(
    (issuer) => !certificates.some((subject) => subject !== issuer && isIssuedBy(subject.held, issuer.held)),
  )
  return theOnly(leaves, leaves.length === 0 ? certificates : leaves)
}

/**
 * Tells which certificate is meant: the one named by its thumbprint, else the only one with a key, else, where there
 * are no keys, the only one that issued no other. Keys of which none belongs to a certificate are always refused.
 */
export const choose = (held: Held): Choice => {
  const { format, thumbprint, certificates, privateKeys } = held
  const withKey = certificates.filter(({ privateKey }) => privateKey !== null)
  if (certificates.length === 0) return E.left({ _tag: 'NoCertificate', format, keys: privateKeys.length })
  if (privateKeys.length > 0 && withKey.length === 0) return keyDoesNotMatch(held)
  if (thumbprint !== null) return byThumbprint(thumbprint, certificates)
  return privateKeys.length === 0 ? withoutKeys(certificates) : theOnly(withKey, withKey)
}
