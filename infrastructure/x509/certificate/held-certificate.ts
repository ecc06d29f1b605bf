import { createHash, X509Certificate } from 'node:crypto'
import { E, pipe } from '../../../application/prelude.js'
import { parseAsn1, type Asn1 } from '../asn1/parse-asn1.js'
import { malformed, type Opened } from '../fault.js'

/** A certificate that both readers accept: the bytes as they stood, the tree of its ASN.1, and Node's view of it. */
export type HeldCertificate = {
  readonly der: Uint8Array
  readonly element: Asn1
  readonly x509: X509Certificate
  readonly thumbprint: string
  readonly thumbprintSha256: string
}

const LEVELS = 32

const digestOf = (algorithm: 'sha1' | 'sha256', der: Uint8Array): string =>
  createHash(algorithm).update(der).digest('hex').toUpperCase()

/** Takes a certificate from the beginning of `bytes`: what follows it is cut off, its own bytes are never rewritten. */
export const heldCertificateOf = (bytes: Uint8Array): Opened<HeldCertificate> =>
  pipe(
    parseAsn1(bytes, LEVELS),
    E.map(({ element, length }) => ({ element, der: bytes.slice(0, length) })),
    E.chainW(({ element, der }) =>
      E.tryCatch(() => ({ element, der, x509: new X509Certificate(der) }), () => 'malformed' as const),
    ),
    E.map((held) => ({
      ...held,
      thumbprint: digestOf('sha1', held.der),
      thumbprintSha256: digestOf('sha256', held.der),
    })),
    E.orElseW(() => malformed('a certificate is malformed')),
  )
