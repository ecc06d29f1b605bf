import type { CertificateReadError } from '../../application/ports/certificate-reader.js'

type FileKind = Extract<CertificateReadError, { readonly _tag: 'NotACertificateFile' }>['looksLike']

/** What a file is that cannot be imported, and what to do with it. */
export type FileKindWords = { readonly detail: string; readonly remedy: string }

const readable = 'Give a PKCS#12 (.pfx, .p12), PEM or DER file with the certificate and its private key.'
const convert =
  'Convert it first: `keytool -importkeystore -srckeystore OLD -destkeystore NEW.p12 -deststoretype PKCS12`.'

/** Words for each kind of file that is recognised and refused. */
export const fileKindWords: Readonly<Record<FileKind, FileKindWords>> = {
  JKS: { detail: 'It is a Java keystore (JKS), whatever its name says.', remedy: convert },
  JCEKS: { detail: 'It is a Java keystore (JCEKS), whatever its name says.', remedy: convert },
  'PKCS#10': {
    detail: 'It is a certificate request (PKCS#10), not the certificate that answers it.',
    remedy: 'Send it to the certificate authority, and import what comes back together with the private key.',
  },
  'PKCS#7': { detail: 'It is a PKCS#7 bundle, which holds certificates but never a private key.', remedy: readable },
  CRL: { detail: 'It is a certificate revocation list.', remedy: readable },
  'public key': { detail: 'It holds a public key only.', remedy: readable },
  text: { detail: 'It is text without a certificate in PEM.', remedy: readable },
  unknown: { detail: 'It is none of the formats that are read.', remedy: readable },
}
