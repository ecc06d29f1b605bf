import type { CertificateShown } from '../answers/certificate.js'
import { cell } from '../layout/block.js'
import { namesCell } from '../words/certificate-words.js'
import { timeWords } from '../words/time-words.js'
import { onlyWide, whole, wrapped, type Shown } from './columns.js'

/** What `-o wide` adds about a certificate in every table; `certificateOf` finds it in the row. */
export const wideCertificateColumns = <A>(
  certificateOf: (row: A) => CertificateShown | null,
): ReadonlyArray<Shown<A>> => [
  onlyWide(wrapped('ISSUER', (row) => cell(certificateOf(row)?.issuer))),
  onlyWide(whole('SERIAL NUMBER', (row) => cell(certificateOf(row)?.serialNumber))),
  onlyWide(whole('NOT BEFORE', (row) => cell(timeWords(certificateOf(row)?.notBefore ?? '')))),
  onlyWide(whole('SIGNATURE', (row) => cell(certificateOf(row)?.signatureAlgorithm))),
  onlyWide(wrapped('FRIENDLY NAME', (row) => cell(certificateOf(row)?.friendlyName))),
  onlyWide(whole('THUMBPRINT SHA-256', (row) => cell(certificateOf(row)?.thumbprintSha256))),
]

/** The alternative names of a certificate: some of them, or with `-o wide` all. */
export const namesColumn = <A>(
  certificateOf: (row: A) => CertificateShown | null,
  isWide: boolean,
): Shown<A> => wrapped('NAMES', (row) => namesCell(certificateOf(row)?.alternativeNames ?? [], isWide))
