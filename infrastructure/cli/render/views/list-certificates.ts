import { t } from '../../../../domain/prelude.js'
import { CertificateShown, UseShown } from '../answers/certificate.js'
import { cell, line, lines } from '../layout/block.js'
import { keyCell, statusCell, usesCell } from '../words/certificate-words.js'
import { datedWords, timeWords } from '../words/time-words.js'
import { namesColumn, wideCertificateColumns } from './certificate-columns.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const Listed = t.intersection([
  CertificateShown,
  t.type({ importedAt: t.string, fileName: t.union([t.string, t.null]), uses: t.readonlyArray(UseShown) }),
])
type Listed = t.TypeOf<typeof Listed>

const columns = (at: string, isWide: boolean): ReadonlyArray<Shown<Listed>> => [
  whole('THUMBPRINT', ({ thumbprint }) => cell(thumbprint)),
  wrapped('SUBJECT', ({ subject }) => cell(subject)),
  namesColumn((certificate) => certificate, isWide),
  wrapped('NOT AFTER', ({ notAfter }) => cell(datedWords(notAfter, at))),
  wrapped('KEY', keyCell, 8),
  wrapped('STATUS', statusCell, 12),
  wrapped('USED AS', ({ uses }) => (uses.length === 0 ? cell('not used') : usesCell(uses))),
  ...wideCertificateColumns<Listed>((certificate) => certificate),
  onlyWide(whole('IMPORTED', ({ importedAt }) => cell(timeWords(importedAt)))),
  onlyWide(wrapped('FILE', ({ fileName }) => cell(fileName))),
]

/** The inventory, the first to expire first. */
export const listCertificatesView = viewOf(
  'ListCertificates',
  t.type({ certificates: t.readonlyArray(Listed) }),
  ({ certificates }, { at, isWide }) =>
    certificates.length === 0
      ? [lines(line('No such certificate was imported.'))]
      : [tableOf(columns(at, isWide), certificates, isWide, 1)],
)
