import { t } from '../prelude.js'
import { Instant } from './instant.js'
import { Thumbprint, ThumbprintSha256 } from './thumbprint.js'

/**
 * Names a certificate where another aggregate speaks of it, with what a reader of the record and a decision
 * need of it.
 */
export const CertificateRef = t.readonly(
  t.type({
    thumbprint: Thumbprint,
    thumbprintSha256: ThumbprintSha256,
    subject: t.string,
    notBefore: Instant,
    notAfter: Instant,
  }),
)
export type CertificateRef = t.TypeOf<typeof CertificateRef>

/** True when both name the same certificate. */
export const sameCertificate = (a: CertificateRef | null, b: CertificateRef | null): boolean =>
  a?.thumbprintSha256 === b?.thumbprintSha256
