import { t } from '../../../../domain/prelude.js'
import { CertificateShown, UseShown } from '../answers/certificate.js'
import { cell, line, lines, type Block, type Cell } from '../layout/block.js'
import { keyWords, statusCell, usesCell } from '../words/certificate-words.js'
import { datedWords, timeWords } from '../words/time-words.js'
import { tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const textOrNull = t.union([t.string, t.null])

const Link = t.type({ thumbprint: t.string, subject: t.string, notAfter: t.string, isSelfSigned: t.boolean })
type Link = t.TypeOf<typeof Link>

const Whole = t.intersection([
  CertificateShown,
  t.type({
    keyState: t.string,
    retiredAt: textOrNull,
    compromisedSince: textOrNull,
    importedAt: t.string,
    importedFrom: t.type({ format: t.string, fileName: textOrNull }),
    chain: t.readonlyArray(Link),
    uses: t.readonlyArray(UseShown),
    der: t.string,
  }),
])
type Whole = t.TypeOf<typeof Whole>

const keyStates: ReadonlyMap<string, Cell> = new Map([
  ['kept', cell('kept in the vault')],
  ['neverImported', cell('never imported', 'warning')],
  ['destroyed', cell('destroyed', 'warning')],
])

const timed = (instant: string | null): Cell => cell(instant === null ? null : timeWords(instant))

const facts = (shown: Whole, at: string): Block => ({
  _tag: 'Facts',
  facts: [
    ['THUMBPRINT', cell(shown.thumbprint)],
    ['SHA-256', cell(shown.thumbprintSha256)],
    ['SUBJECT', cell(shown.subject)],
    ['NAMES', cell(shown.alternativeNames.join(', '))],
    ['ISSUER', cell(shown.issuer)],
    ['SERIAL NUMBER', cell(shown.serialNumber)],
    ['NOT BEFORE', cell(datedWords(shown.notBefore, at))],
    ['NOT AFTER', cell(datedWords(shown.notAfter, at))],
    ['STATUS', statusCell(shown)],
    ['KEY', cell(keyWords(shown))],
    ['PRIVATE KEY', keyStates.get(shown.keyState) ?? cell(shown.keyState)],
    ['SIGNATURE', cell(shown.signatureAlgorithm)],
    ['FRIENDLY NAME', cell(shown.friendlyName)],
    ['RETIRED', timed(shown.retiredAt)],
    ['COMPROMISED SINCE', timed(shown.compromisedSince)],
    ['IMPORTED', cell(`${timeWords(shown.importedAt)} as ${shown.importedFrom.format}`)],
    ['FILE', cell(shown.importedFrom.fileName)],
    ['USED AS', shown.uses.length === 0 ? cell('not used') : usesCell(shown.uses)],
  ],
})

const chainColumns = (at: string): ReadonlyArray<Shown<Link>> => [
  whole('ISSUED BY', ({ thumbprint }) => cell(thumbprint)),
  wrapped('SUBJECT', ({ subject }) => cell(subject)),
  wrapped('NOT AFTER', ({ notAfter }) => cell(datedWords(notAfter, at))),
  whole('ROOT', ({ isSelfSigned }) => cell(isSelfSigned ? 'yes' : 'no')),
]

const PEM_LINE = /[^]{1,64}/g

/** The certificate as PEM, 64 characters a line. Source: RFC 7468 section 2. */
const pem = (der: string): Block =>
  lines(
    line('-----BEGIN CERTIFICATE-----'),
    ...(der.match(PEM_LINE) ?? []).map((part) => line(part)),
    line('-----END CERTIFICATE-----'),
  )

/** One certificate, whole: with `-o wide` its PEM too. */
export const showCertificateView = viewOf(
  'ShowCertificate',
  t.type({ certificate: Whole }),
  ({ certificate }, { at, isWide }) => [
    facts(certificate, at),
    certificate.chain.length === 0
      ? lines(line('No issuer was imported with it.'))
      : tableOf(chainColumns(at), certificate.chain, isWide, 1),
    ...(isWide ? [pem(certificate.der)] : []),
  ],
)
