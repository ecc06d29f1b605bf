import { readFileSync } from 'node:fs'
import {
  certificateOf, leafOnly, newKey, opensslOut, opensslThumbprint, stored, type Made,
} from '../infrastructure/x509/openssl.js'

/** A certificate of the kind that administrators have, made by OpenSSL, and the PFX of it. */
export type Sample = {
  readonly made: Made
  readonly thumbprint: string
  readonly pfx: Uint8Array
  readonly certificate: Buffer
  readonly privateKey: Buffer
}

export const PASSWORD = 's3cret of the file'

/** A self-signed server certificate, valid for so many days, in a PFX under `PASSWORD`. */
export const sample = (name: string, days = 400): Sample => {
  const extensions = [...leafOnly, `subjectAltName=DNS:${name}`, 'extendedKeyUsage=serverAuth']
  const made = certificateOf({ subject: `/CN=${name}`, key: newKey('RSA 2048'), days, extensions })
  const protection = ['-passout', `file:${stored(PASSWORD)}`]
  return {
    made,
    thumbprint: opensslThumbprint(made.certificate),
    pfx: opensslOut('pkcs12', '-export', '-inkey', made.key, '-in', made.certificate, ...protection),
    certificate: readFileSync(made.certificate),
    privateKey: readFileSync(made.key),
  }
}
