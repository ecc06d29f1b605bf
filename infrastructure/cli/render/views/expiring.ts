import { t } from '../../../../domain/prelude.js'
import { HeldShown } from '../answers/certificate.js'
import { cell, line, lines, type Cell } from '../layout/block.js'
import { keyCell } from '../words/certificate-words.js'
import { datedWords, timeWords } from '../words/time-words.js'
import { namesColumn, wideCertificateColumns } from './certificate-columns.js'
import { tableOf, whole, wrapped, onlyWide, type Shown } from './columns.js'
import { viewOf } from './view.js'

const Expiring = t.type({
  type: t.string,
  identity: t.string,
  as: t.keyof({ current: null, staged: null }),
  certificate: HeldShown,
  covered: t.boolean,
  level: t.keyof({ expired: null, critical: null, warning: null, notice: null }),
})
type Expiring = t.TypeOf<typeof Expiring>

const levels: Readonly<Record<Expiring['level'], Cell>> = {
  expired: cell('expired', 'critical'),
  critical: cell('critical', 'critical'),
  warning: cell('warning', 'warning'),
  notice: cell('notice'),
}

const successor = ({ as, covered }: Expiring): Cell => {
  if (as === 'staged') return cell(null)
  return covered ? cell('staged in time', 'good') : cell('none in time', 'warning')
}

const columns = (at: string, isWide: boolean): ReadonlyArray<Shown<Expiring>> => [
  whole('LEVEL', ({ level }) => levels[level]),
  whole('TYPE', ({ type }) => cell(type)),
  whole('IDENTITY', ({ identity }) => cell(identity)),
  whole('WHAT', ({ as }) => cell(as)),
  whole('THUMBPRINT', ({ certificate }) => cell(certificate.thumbprint)),
  wrapped('SUBJECT', ({ certificate }) => cell(certificate.subject)),
  wrapped('NOT AFTER', ({ certificate }) => cell(datedWords(certificate.notAfter, at))),
  wrapped('SUCCESSOR', successor, 10),
  onlyWide(namesColumn<Expiring>(({ certificate }) => certificate, isWide)),
  onlyWide(wrapped('KEY', ({ certificate }) => keyCell(certificate))),
  ...wideCertificateColumns<Expiring>(({ certificate }) => certificate),
]

/** What runs out in the slots, and whether a successor is staged. */
export const expiringView = viewOf(
  'Expiring',
  t.type({ within: t.string, expiring: t.readonlyArray(Expiring) }),
  ({ within, expiring }, { at, isWide }) =>
    expiring.length === 0
      ? [lines(line(`Nothing in a slot that was asked for expires by ${timeWords(within)}.`, 'good'))]
      : [tableOf(columns(at, isWide), expiring, isWide, 5)],
)
