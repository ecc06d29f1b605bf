import type { CertificateFacts } from '../../domain/certificate/facts.js'
import type { SpkiDigest } from '../../domain/values/spki-digest.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { TaskEither } from '../prelude.js'
import type { Secret } from './secret.js'

/**
 * The bytes of a PKCS#12, PEM or DER file, how to open it, and which certificate is meant where it holds
 * several keys.
 */
export type ReadRequest = {
  readonly bytes: Uint8Array
  /** The password as UTF-8. null: none was given. Empty bytes: the empty password. */
  readonly password: Secret | null
  /** null: the file must leave no doubt. */
  readonly thumbprint: Thumbprint | ThumbprintSha256 | null
}

export type ChainCertificate = {
  readonly facts: CertificateFacts
  /** DER in base64. */
  readonly der: string
}

/** One certificate with the key that belongs to it, and the issuers found beside it. */
export type ReadCertificate = {
  readonly facts: CertificateFacts
  /** DER in base64, byte for byte as it stood in the file. */
  readonly der: string
  /**
   * Issuers in order, each having signed the one before; the leaf is not in it. Certificates of other chains
   * are left out.
   */
  readonly chain: ReadonlyArray<ChainCertificate>
  /** PKCS#8 DER of the key whose public half is the certificate's; null where the file holds none. */
  readonly privateKey: Secret | null
  readonly format: 'PKCS#12' | 'PEM' | 'DER'
  readonly friendlyName: string | null
}

/** A certificate that could have been meant. */
export type Candidate = {
  readonly thumbprint: Thumbprint
  readonly subject: string
  readonly hasPrivateKey: boolean
}

export type Format = ReadCertificate['format']

/** Why a file was refused, with the facts. */
export type CertificateReadError =
  | { readonly _tag: 'FileEmpty' }
  | { readonly _tag: 'FileTooLarge'; readonly limitBytes: number; readonly actualBytes: number }
  | {
      readonly _tag: 'NotACertificateFile'
      readonly looksLike: 'JKS' | 'JCEKS' | 'PKCS#10' | 'PKCS#7' | 'CRL' | 'public key' | 'text' | 'unknown'
    }
  | { readonly _tag: 'PasswordRequired'; readonly format: Format }
  | { readonly _tag: 'WrongPassword'; readonly format: Format }
  /** `detail` is a short fixed phrase of ours, never text taken from the file. */
  | { readonly _tag: 'FileCorrupt'; readonly format: Format; readonly detail: string }
  | {
      readonly _tag: 'UnsupportedAlgorithm'
      readonly purpose: 'integrity' | 'encryption' | 'key derivation' | 'private key'
      readonly algorithm: string
    }
  | {
      readonly _tag: 'LimitExceeded'
      readonly limit: 'iterations' | 'bags' | 'nesting' | 'key derivation memory'
      readonly allowed: number
      /** null where counting stopped at the limit. */
      readonly found: number | null
    }
  | { readonly _tag: 'ReadTimedOut'; readonly limitMs: number }
  /** `keys` private keys were found, but no certificate. */
  | { readonly _tag: 'NoCertificate'; readonly format: Format; readonly keys: number }
  /** Keys were found, but none belongs to any certificate in the file. */
  | {
      readonly _tag: 'KeyDoesNotMatch'
      readonly certificates: ReadonlyArray<Candidate>
      readonly keys: ReadonlyArray<SpkiDigest>
    }
  | { readonly _tag: 'SeveralCertificates'; readonly candidates: ReadonlyArray<Candidate> }
  | {
      readonly _tag: 'ThumbprintNotInFile'
      readonly thumbprint: Thumbprint | ThumbprintSha256
      readonly candidates: ReadonlyArray<Candidate>
    }
  /** The reader itself failed (its worker died); nothing is known of the file. */
  | { readonly _tag: 'ReaderFailed' }

/**
 * Opens what administrators have: PKCS#12, PEM and DER.
 * The key is matched to its certificate by public key and the chain is ordered by verified signatures; names and
 * localKeyIds are never trusted. A failed MAC is never ignored. Bytes, time, iterations, entries and nesting
 * are bounded. Reading the same bytes again gives the same answer and leaves no trace.
 */
export type CertificateReader = {
  readonly read: (request: ReadRequest) => TaskEither<CertificateReadError, ReadCertificate>
}
