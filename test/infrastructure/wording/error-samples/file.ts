import type { Candidate, CertificateReadError } from '../../../../application/ports/certificate-reader.js'
import { spkiDigest, thumbprint, thumbprintSha256 } from '../facts-of-samples.js'
import type { SamplesOf } from './samples-of.js'

const candidates: ReadonlyArray<Candidate> = [
  { thumbprint, subject: 'CN=sip.contoso.com', hasPrivateKey: true },
  { thumbprint, subject: 'CN=www.contoso.com', hasPrivateKey: false },
]
type Kind = Extract<CertificateReadError, { readonly _tag: 'NotACertificateFile' }>['looksLike']
const looks = (looksLike: Kind) => ({ _tag: 'NotACertificateFile', looksLike }) as const

export const fileSamples = {
  FileEmpty: [{ _tag: 'FileEmpty' }],
  FileTooLarge: [{ _tag: 'FileTooLarge', limitBytes: 1_048_576, actualBytes: 3_000_000 }],
  NotACertificateFile: [
    looks('JKS'),
    looks('JCEKS'),
    looks('PKCS#10'),
    looks('PKCS#7'),
    looks('CRL'),
    looks('public key'),
    looks('text'),
    looks('unknown'),
  ],
  PasswordRequired: [{ _tag: 'PasswordRequired', format: 'PKCS#12' }],
  WrongPassword: [{ _tag: 'WrongPassword', format: 'PEM' }],
  FileCorrupt: [{ _tag: 'FileCorrupt', format: 'PKCS#12', detail: 'the contents are malformed' }],
  UnsupportedAlgorithm: [{ _tag: 'UnsupportedAlgorithm', purpose: 'encryption', algorithm: 'GOST 28147-89' }],
  LimitExceeded: [
    { _tag: 'LimitExceeded', limit: 'iterations', allowed: 5_000_000, found: 2_000_000_000 },
    { _tag: 'LimitExceeded', limit: 'bags', allowed: 1000, found: null },
    { _tag: 'LimitExceeded', limit: 'nesting', allowed: 64, found: null },
    { _tag: 'LimitExceeded', limit: 'key derivation memory', allowed: 67_108_864, found: 1_073_741_824 },
  ],
  ReadTimedOut: [{ _tag: 'ReadTimedOut', limitMs: 10_000 }],
  NoCertificate: [{ _tag: 'NoCertificate', format: 'PEM', keys: 1 }],
  KeyDoesNotMatch: [{ _tag: 'KeyDoesNotMatch', certificates: candidates, keys: [spkiDigest] }],
  SeveralCertificates: [
    { _tag: 'SeveralCertificates', candidates },
    { _tag: 'SeveralCertificates', candidates: Array.from({ length: 30 }, () => candidates).flat() },
  ],
  ThumbprintNotInFile: [{ _tag: 'ThumbprintNotInFile', thumbprint: thumbprintSha256, candidates }],
  ReaderFailed: [{ _tag: 'ReaderFailed' }],
} satisfies SamplesOf<CertificateReadError>
