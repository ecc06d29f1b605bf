import type { Candidate, CertificateReadError } from '../../application/ports/certificate-reader.js'
import { fileKindWords } from './file-kind-words.js'
import { listed, printable } from './printable.js'
import { bytesWords, countWords, numberWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

type LimitExceeded = Extract<CertificateReadError, { readonly _tag: 'LimitExceeded' }>

const MAX_CANDIDATES = 20

const candidateLine = ({ thumbprint, subject, hasPrivateKey }: Candidate): string =>
  `\n- ${thumbprint} ${printable(subject)}${hasPrivateKey ? '' : ' (without private key)'}`

const candidateLines = (candidates: ReadonlyArray<Candidate>): string => {
  const more = candidates.length - MAX_CANDIDATES
  const shown = candidates.slice(0, MAX_CANDIDATES).map(candidateLine)
  return [...shown, ...(more > 0 ? [`\n- and ${more} more`] : [])].join('')
}

const limitNames: Readonly<Record<LimitExceeded['limit'], (count: number) => string>> = {
  iterations: (count) => `${countWords(count, 'iteration')} of key derivation`,
  bags: (count) => countWords(count, 'entry', 'entries'),
  nesting: (count) => `${countWords(count, 'level')} of nesting`,
  'key derivation memory': (count) => `${bytesWords(count)} of memory for key derivation`,
}

const limitWords = ({ limit, allowed, found }: LimitExceeded): string => {
  const name = limitNames[limit]
  return found === null
    ? `It asks for more than ${name(allowed)}.`
    : `It asks for ${name(found)}; the limit is ${name(allowed)}.`
}

const exportAnew = 'Export it again from where it came from, and try the new file.'

/** Words for files that cannot be imported. */
export const fileWords: Wordings<ByTag<CertificateReadError>> = {
  FileEmpty: {
    outcome: 'unusable',
    title: 'The file is empty',
    detail: 'It has no bytes.',
    remedy: exportAnew,
  },
  FileTooLarge: {
    outcome: 'tooLarge',
    title: 'The file is too large',
    detail: ({ limitBytes, actualBytes }) =>
      `It has ${bytesWords(actualBytes)}; the limit is ${bytesWords(limitBytes)}.`,
    remedy: 'Import a file that holds the certificate, its key and its chain only.',
  },
  NotACertificateFile: {
    outcome: 'unusable',
    title: 'The file holds no certificate that can be imported',
    detail: ({ looksLike }) => fileKindWords[looksLike].detail,
    remedy: ({ looksLike }) => fileKindWords[looksLike].remedy,
  },
  PasswordRequired: {
    outcome: 'unusable',
    title: 'The file needs a password',
    detail: ({ format }) => `The ${format} file is encrypted, and no password was given.`,
    remedy: 'Repeat with `--password-file FILE`, or at a terminal, where the password is asked for.',
  },
  WrongPassword: {
    outcome: 'unusable',
    title: 'The password is wrong',
    detail: ({ format }) => `The ${format} file is whole, but does not open with this password.`,
    remedy: 'Check the password: case, keyboard layout, blanks at the beginning or the end.',
  },
  FileCorrupt: {
    outcome: 'unusable',
    title: 'The file is damaged',
    detail: ({ format, detail }) => `It looks like ${format}, but ${printable(detail)}.`,
    remedy: exportAnew,
  },
  UnsupportedAlgorithm: {
    outcome: 'unusable',
    title: 'The file uses an algorithm that is not supported',
    detail: ({ purpose, algorithm }) => `The ${purpose} is ${printable(algorithm)}.`,
    remedy: 'Export it again with AES-256 and SHA-256, and, for the key itself, RSA, EC or Ed25519.',
  },
  LimitExceeded: {
    outcome: 'unusable',
    title: 'The file asks for more work than is allowed',
    detail: limitWords,
    remedy: 'Export it again with the usual settings of the exporting program.',
  },
  ReadTimedOut: {
    outcome: 'unusable',
    title: 'Reading the file took too long',
    detail: ({ limitMs }) => `It was stopped after ${numberWords(limitMs / 1000)} seconds.`,
    remedy: 'Try again while the machine is idle; export the file again with fewer iterations if that does not help.',
  },
  NoCertificate: {
    outcome: 'unusable',
    title: 'The file holds no certificate',
    detail: ({ format, keys }) => `The ${format} file holds ${countWords(keys, 'private key')}, but no certificate.`,
    remedy: 'Export certificate and key together, as PKCS#12 or as one PEM file.',
  },
  KeyDoesNotMatch: {
    outcome: 'unusable',
    title: 'The private key belongs to none of the certificates',
    detail: ({ certificates, keys }) =>
      `It holds ${countWords(keys.length, 'private key')} (SPKI SHA-256 ${listed(keys)}), and these certificates, ` +
      `which are of other keys:${candidateLines(certificates)}`,
    remedy: 'Find the key that the certificate was requested with, and put both into one file.',
  },
  SeveralCertificates: {
    outcome: 'unusable',
    title: 'The file holds several certificates that could be meant',
    detail: ({ candidates }) => `It holds:${candidateLines(candidates)}`,
    remedy: 'Repeat with `--thumbprint` and one of these thumbprints.',
  },
  ThumbprintNotInFile: {
    outcome: 'unusable',
    title: 'The file does not hold this certificate',
    detail: ({ thumbprint, candidates }) => `${thumbprint} is not in it. It holds:${candidateLines(candidates)}`,
    remedy: 'Repeat with `--thumbprint` and one of these thumbprints, or with another file.',
  },
  ReaderFailed: {
    outcome: 'failure',
    title: 'Reading the file failed',
    detail: 'The part of the program that reads files stopped; nothing is known of the file, and nothing was done.',
    remedy: 'Try again. If it happens again, report it; never attach a file that holds a real private key.',
  },
}
