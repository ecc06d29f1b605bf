import { t } from '../../../../domain/prelude.js'
import { cell, line, lines } from '../layout/block.js'
import { timeWords } from '../words/time-words.js'
import { tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const FrontEnd = t.type({ fqdn: t.string, registeredAt: t.string, assigned: t.readonlyArray(t.string) })
type FrontEnd = t.TypeOf<typeof FrontEnd>

const columns: ReadonlyArray<Shown<FrontEnd>> = [
  whole('FRONT END', ({ fqdn }) => cell(fqdn)),
  whole('REGISTERED', ({ registeredAt }) => cell(timeWords(registeredAt))),
  wrapped('ASSIGNED', ({ assigned }) => (assigned.length === 0 ? cell('nothing') : cell(assigned.join(', ')))),
]

/** The front ends and the types that are assigned there. */
export const listFrontEndsView = viewOf(
  'ListFrontEnds',
  t.type({ frontEnds: t.readonlyArray(FrontEnd) }),
  ({ frontEnds }, { isWide }) =>
    frontEnds.length === 0
      ? [lines(line('No front end is registered.'))]
      : [tableOf(columns, frontEnds, isWide, 1)],
)
