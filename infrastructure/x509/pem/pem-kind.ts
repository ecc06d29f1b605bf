import type { CertificateReadError } from '../../../application/ports/certificate-reader.js'
import type { KeyEncoding } from '../private-key.js'

type LooksLike = Extract<CertificateReadError, { readonly _tag: 'NotACertificateFile' }>['looksLike']

/** What the label of a PEM block says of its bytes. */
export type PemKind =
  | { readonly _tag: 'Certificate' }
  | { readonly _tag: 'PrivateKey'; readonly encoding: KeyEncoding }
  | { readonly _tag: 'EncryptedPrivateKey' }
  | { readonly _tag: 'ForeignPrivateKey'; readonly algorithm: string }
  | { readonly _tag: 'Pfx' }
  | { readonly _tag: 'Other'; readonly looksLike: LooksLike }

const certificate: PemKind = { _tag: 'Certificate' }
const other = (looksLike: LooksLike): PemKind => ({ _tag: 'Other', looksLike })

const kindByLabel: Readonly<Record<string, PemKind>> = {
  CERTIFICATE: certificate,
  'X509 CERTIFICATE': certificate,
  'TRUSTED CERTIFICATE': certificate,
  'PRIVATE KEY': { _tag: 'PrivateKey', encoding: 'pkcs8' },
  'RSA PRIVATE KEY': { _tag: 'PrivateKey', encoding: 'pkcs1' },
  'EC PRIVATE KEY': { _tag: 'PrivateKey', encoding: 'sec1' },
  'ENCRYPTED PRIVATE KEY': { _tag: 'EncryptedPrivateKey' },
  'DSA PRIVATE KEY': { _tag: 'ForeignPrivateKey', algorithm: 'DSA' },
  'OPENSSH PRIVATE KEY': { _tag: 'ForeignPrivateKey', algorithm: 'OpenSSH' },
  PKCS12: { _tag: 'Pfx' },
  'CERTIFICATE REQUEST': other('PKCS#10'),
  'NEW CERTIFICATE REQUEST': other('PKCS#10'),
  PKCS7: other('PKCS#7'),
  'PKCS #7 SIGNED DATA': other('PKCS#7'),
  CMS: other('PKCS#7'),
  'X509 CRL': other('CRL'),
  'PUBLIC KEY': other('public key'),
  'RSA PUBLIC KEY': other('public key'),
}

/** The kind of a block by its label (RFC 7468); labels of other uses (parameters, PGP, SSH) are unknown here. */
export const pemKindOf = (label: string): PemKind => kindByLabel[label] ?? other('unknown')
