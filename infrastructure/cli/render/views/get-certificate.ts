import { t } from '../../../../domain/prelude.js'
import { SlotShown, type HeldShown } from '../answers/certificate.js'
import { cell, line, lines } from '../layout/block.js'
import { keyCell, statusCell } from '../words/certificate-words.js'
import { datedWords } from '../words/time-words.js'
import { namesColumn, wideCertificateColumns } from './certificate-columns.js'
import { tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

type Place = {
  readonly slot: SlotShown
  readonly what: 'current' | 'previous' | 'staged'
  readonly held: HeldShown | null
}

/** The places of a slot that hold something, and the current one always: that it is empty must be seen. */
const places = (slot: SlotShown): ReadonlyArray<Place> =>
  (['current', 'previous', 'staged'] as const)
    .map((what) => ({ slot, what, held: slot[what] }))
    .filter(({ what, held }) => what === 'current' || held !== null)

const columns = (at: string, isWide: boolean): ReadonlyArray<Shown<Place>> => [
  whole('TYPE', ({ slot }) => cell(slot.type)),
  whole('IDENTITY', ({ slot }) => cell(slot.identity)),
  whole('WHAT', ({ what }) => cell(what)),
  whole('THUMBPRINT', ({ held }) => (held === null ? cell('none assigned', 'warning') : cell(held.thumbprint))),
  wrapped('SUBJECT', ({ held }) => cell(held?.subject)),
  namesColumn(({ held }) => held, isWide),
  wrapped('EFFECTIVE', ({ held }) => cell(held === null ? null : datedWords(held.effectiveDate, at))),
  wrapped('NOT AFTER', ({ held }) => cell(held === null ? null : datedWords(held.notAfter, at))),
  wrapped('KEY', ({ held }) => (held === null ? cell(null) : keyCell(held)), 8),
  wrapped('STATUS', ({ held }) => (held === null ? cell(null) : statusCell(held)), 12),
  ...wideCertificateColumns<Place>(({ held }) => held),
]

/** Current, previous and staged of each slot, one row each. */
export const getCertificateView = viewOf(
  'GetCertificate',
  t.type({ slots: t.readonlyArray(SlotShown) }),
  ({ slots }, { at, isWide }) =>
    slots.length === 0
      ? [lines(line('No certificate is assigned.'))]
      : [tableOf(columns(at, isWide), slots.flatMap(places), isWide, 4)],
)
