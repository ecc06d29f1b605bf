import { t } from '../prelude.js'
import { Instant } from '../values/instant.js'
import { KeyAlgorithm } from '../values/key-algorithm.js'
import { SpkiDigest } from '../values/spki-digest.js'
import { SubjectAlternativeName } from '../values/subject-alternative-name.js'
import { Thumbprint, ThumbprintSha256 } from '../values/thumbprint.js'

/**
 * What a certificate says of itself, read once from its DER. Distinguished names are RFC 4514 texts, most specific
 * attribute first. `serialNumber` is upper-case hexadecimal. `keySize` is in bits, 0 where the algorithm has none;
 * `keyCurve` is the curve of an EC key. `signatureHash` is `none` for algorithms that hash inside (Ed25519).
 * `extendedKeyUsage` holds OIDs; null means that the extension is absent, which allows every use (RFC 5280
 * section 4.2.1.12).
 */
export const CertificateFacts = t.readonly(
  t.type({
    thumbprint: Thumbprint,
    thumbprintSha256: ThumbprintSha256,
    spkiDigest: SpkiDigest,
    subject: t.string,
    commonNames: t.readonlyArray(t.string),
    issuer: t.string,
    serialNumber: t.string,
    notBefore: Instant,
    notAfter: Instant,
    alternativeNames: t.readonlyArray(SubjectAlternativeName),
    keyAlgorithm: KeyAlgorithm,
    keySize: t.number,
    keyCurve: t.union([t.string, t.null]),
    signatureAlgorithm: t.string,
    signatureHash: t.keyof({
      MD2: null,
      MD5: null,
      'SHA-1': null,
      'SHA-2': null,
      'SHA-3': null,
      none: null,
      other: null,
    }),
    extendedKeyUsage: t.union([t.readonlyArray(t.string), t.null]),
    isCertificateAuthority: t.boolean,
    isSelfSigned: t.boolean,
    crlDistributionPoints: t.readonlyArray(t.string),
  }),
)
export type CertificateFacts = t.TypeOf<typeof CertificateFacts>
