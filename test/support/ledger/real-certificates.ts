import { createPrivateKey, X509Certificate } from 'node:crypto'
import {
  certificateOf, leafOnly, newKey, openssl, opensslOut, stored, textOf, type Made,
} from '../../infrastructure/x509/openssl.js'

/** A certificate that OpenSSL made, its key, and the files that hold both. */
export type RealCertificate = {
  /** SHA-1, 40 upper-case hexadecimal digits. */
  readonly thumbprint: string
  /** The private key as PKCS#8 DER. */
  readonly pkcs8: Buffer
  /** Certificate and key in one PEM file. */
  readonly pem: Uint8Array
  /** The same as PKCS#12 under a password. */
  readonly pfx: (password: string) => Uint8Array
  readonly made: Made
}

const extensionsFor = (name: string): ReadonlyArray<string> => [
  ...leafOnly, `subjectAltName=DNS:${name}`, 'extendedKeyUsage=serverAuth',
]

type Kind = NonNullable<Parameters<typeof newKey>[0]>

/** A self-signed server certificate for a name, valid for 400 days. */
export const realCertificate = (name: string, kind: Kind = 'P-256'): RealCertificate => {
  const wish = { subject: `/CN=${name}`, key: newKey(kind), days: 400, extensions: extensionsFor(name) }
  const made = certificateOf(wish)
  const [certificate, key] = [textOf(made.certificate), textOf(made.key)]
  return {
    thumbprint: new X509Certificate(certificate).fingerprint.replaceAll(':', ''),
    pkcs8: createPrivateKey(key).export({ type: 'pkcs8', format: 'der' }),
    pem: new TextEncoder().encode(`${certificate}${key}`),
    pfx: (password) => {
      const protection = ['-passout', `file:${stored(password)}`]
      return opensslOut('pkcs12', '-export', '-inkey', made.key, '-in', made.certificate, ...protection)
    },
    made,
  }
}

/** What OpenSSL says to a PFX: the subject of its certificate, or an error. */
export const subjectInPfx = (pfx: Uint8Array, password: string): string =>
  openssl('pkcs12', '-in', stored(pfx, 'pfx'), '-passin', `file:${stored(password)}`, '-nokeys').toString()

/** Certificate and key in one PEM file, the key as PKCS#8 under a password. */
export const encryptedPem = ({ made }: RealCertificate, password: string): Uint8Array => {
  const protection = ['-v2', 'aes-256-cbc', '-passout', `file:${stored(password)}`]
  const key = opensslOut('pkcs8', '-topk8', '-in', made.key, ...protection)
  return Buffer.concat([Buffer.from(textOf(made.certificate)), key])
}
