import type { CertificateReadError, Format } from '../../../application/ports/certificate-reader.js'
import type { Asn1, Asn1Fault } from '../asn1/parse-asn1.js'

/** What a file that holds no certificate can be told to be. */
export type LooksLike = Extract<CertificateReadError, { readonly _tag: 'NotACertificateFile' }>['looksLike']

/** What a file is by its first bytes and shape, never by its name. Broken: it begins like `format` and ends wrongly. */
export type FileKind =
  | { readonly _tag: 'Pfx'; readonly element: Asn1 }
  | { readonly _tag: 'Certificate' }
  | { readonly _tag: 'PrivateKeyOnly' }
  | { readonly _tag: 'Pem'; readonly text: string }
  | { readonly _tag: 'Other'; readonly looksLike: LooksLike }
  | { readonly _tag: 'Broken'; readonly format: Format; readonly fault: Asn1Fault }

/** A file of another use. */
export const otherKind = (looksLike: LooksLike): FileKind => ({ _tag: 'Other', looksLike })
