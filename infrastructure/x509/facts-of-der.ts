import type { CertificateReadError } from '../../application/ports/certificate-reader.js'
import { E, pipe, type Either } from '../../application/prelude.js'
import type { CertificateFacts } from '../../domain/certificate/facts.js'
import { factsOfCertificate } from './certificate/facts-of-certificate.js'
import { heldCertificateOf } from './certificate/held-certificate.js'
import { refusalOf } from './fault.js'

/**
 * What a certificate in DER says of itself. Nothing is checked beyond its form: expiry, purpose and chain are for
 * others to judge. Bytes after the certificate are ignored. Refused as FileCorrupt where it is no certificate.
 */
export const factsOfDer = (der: Uint8Array): Either<CertificateReadError, CertificateFacts> =>
  pipe(heldCertificateOf(der), E.chain(factsOfCertificate), E.mapLeft(refusalOf('DER')))
