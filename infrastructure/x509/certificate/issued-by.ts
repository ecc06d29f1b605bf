import { E, pipe } from '../../../application/prelude.js'
import type { HeldCertificate } from './held-certificate.js'

/** True when the signature on `subject` verifies with the key of `issuer`; false where the algorithm is unknown. */
export const isSignedBy = (subject: HeldCertificate, issuer: HeldCertificate): boolean =>
  pipe(E.tryCatch(() => subject.x509.verify(issuer.x509.publicKey), () => false), E.toUnion)

/**
 * True when `issuer` issued `subject`: it is a certificate authority, name, key identifier and key usage allow it, and
 * the signature verifies. Node's own check accepts an issuer that is no authority. Source: RFC 5280 section 6.1.3.
 */
export const isIssuedBy = (subject: HeldCertificate, issuer: HeldCertificate): boolean =>
  issuer.x509.ca && subject.x509.checkIssued(issuer.x509) && isSignedBy(subject, issuer)
