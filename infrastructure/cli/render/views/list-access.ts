import { t } from '../../../../domain/prelude.js'
import { cell, line, lines, type Cell } from '../layout/block.js'
import { datedWords, timeWords } from '../words/time-words.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const orNull = t.union([t.string, t.null])

const Access = t.type({
  subject: t.string,
  kind: t.string,
  state: t.keyof({ active: null, expired: null, revoked: null }),
  roles: t.readonlyArray(t.string),
  rights: t.readonlyArray(t.string),
  tokens: t.readonlyArray(t.type({ id: t.string, until: orNull })),
  since: t.string,
  expiresAt: orNull,
  revokedAt: orNull,
})
type Access = t.TypeOf<typeof Access>

const states: Readonly<Record<Access['state'], Cell>> = {
  active: cell('active', 'good'),
  expired: cell('expired', 'warning'),
  revoked: cell('revoked', 'dim'),
}

/** An agent has no rights of the table, and is not without any: it speaks for its own front end. */
const mayOf = ({ kind, state, rights }: Access): Cell => {
  if (kind === 'agent' && state === 'active') return cell('speak for its front end')
  return cell(rights.length === 0 ? 'nothing' : rights.join(', '))
}

const endOf = (at: string) => ({ revokedAt, expiresAt, kind }: Access): Cell => {
  const end = revokedAt ?? expiresAt
  if (end !== null) return cell(datedWords(end, at))
  return cell(kind === 'agent' ? null : 'never')
}

const columns = (at: string): ReadonlyArray<Shown<Access>> => [
  whole('SUBJECT', ({ subject }) => cell(subject)),
  whole('KIND', ({ kind }) => cell(kind)),
  whole('STATE', ({ state }) => states[state]),
  wrapped('ROLES', ({ roles }) => cell(roles.join(', ')), 13),
  wrapped('MAY', mayOf, 10),
  wrapped('ENDS', endOf(at)),
  onlyWide(whole('SINCE', ({ since }) => cell(timeWords(since)))),
  onlyWide(wrapped('TOKENS', ({ tokens }) => cell(tokens.map(({ id }) => id).join(', ')))),
]

/** Who has access, and what it allows. */
export const listAccessView = viewOf(
  'ListAccess',
  t.type({ access: t.readonlyArray(Access) }),
  ({ access }, { at, isWide }) =>
    access.length === 0 ? [lines(line('Nobody has such access.'))] : [tableOf(columns(at), access, isWide, 1)],
)
