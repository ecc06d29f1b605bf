import { E, pipe } from '../../../application/prelude.js'
import { CertificateFacts } from '../../../domain/certificate/facts.js'
import { instantAtMs, type Instant } from '../../../domain/values/instant.js'
import { derOf } from '../asn1/parse-asn1.js'
import { explicitOf, isTagged, sequenceOf } from '../asn1/read-asn1.js'
import { orMalformed, type Opened } from '../fault.js'
import { distinguishedNameOf } from './distinguished-name.js'
import { alternativeNamesOf, crlDistributionPointsOf, extendedKeyUsageOf, extensionsOf } from './extensions.js'
import type { HeldCertificate } from './held-certificate.js'
import { isSignedBy } from './issued-by.js'
import { publicKeyFactsOf } from './public-key-facts.js'
import { signatureAlgorithmOf } from './signature-algorithm.js'

const instantOf = (date: Date): Instant | null => (Number.isNaN(date.getTime()) ? null : instantAtMs(date.getTime()))

/** The members of TBSCertificate from the serial number on; the version is left out where it is there. */
const toBeSigned = (held: HeldCertificate) => {
  const [tbsCertificate] = sequenceOf(held.element)
  const members = sequenceOf(tbsCertificate)
  const [, , issuer, , subject, spki, ...others] = isTagged(members[0], 0) ? members.slice(1) : members
  const extensions = extensionsOf(others.map((member) => explicitOf(member, 3)).find((list) => list !== null) ?? null)
  return { issuer, subject, spki, extensions }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0

const candidateOf = (held: HeldCertificate): unknown => {
  const { issuer, subject, spki, extensions } = toBeSigned(held)
  const subjectName = distinguishedNameOf(subject)
  const signature = signatureAlgorithmOf(sequenceOf(held.element)[1])
  const isSelfIssued = subject !== undefined && issuer !== undefined && sameBytes(derOf(subject), derOf(issuer))
  return {
    thumbprint: held.thumbprint,
    thumbprintSha256: held.thumbprintSha256,
    subject: subjectName?.text,
    commonNames: subjectName?.commonNames,
    issuer: distinguishedNameOf(issuer)?.text,
    serialNumber: held.x509.serialNumber.toUpperCase(),
    notBefore: instantOf(held.x509.validFromDate),
    notAfter: instantOf(held.x509.validToDate),
    alternativeNames: alternativeNamesOf(extensions),
    ...publicKeyFactsOf(spki, held.x509),
    signatureAlgorithm: signature?.name,
    signatureHash: signature?.hash,
    extendedKeyUsage: extendedKeyUsageOf(extensions),
    isCertificateAuthority: held.x509.ca,
    isSelfSigned: isSelfIssued && isSignedBy(held, held),
    crlDistributionPoints: crlDistributionPointsOf(extensions),
  }
}

/** What a certificate says of itself; the codec checks it last, and what it refuses is a malformed certificate. */
export const factsOfCertificate = (held: HeldCertificate): Opened<CertificateFacts> =>
  pipe(
    CertificateFacts.decode(candidateOf(held)),
    E.match(() => null, (facts) => facts),
    (facts) => orMalformed(facts, 'a certificate is malformed'),
  )
