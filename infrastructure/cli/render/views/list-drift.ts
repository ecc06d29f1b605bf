import { t } from '../../../../domain/prelude.js'
import { cell, line, lines, type Cell } from '../layout/block.js'
import { datedWords, timeWords } from '../words/time-words.js'
import { onlyWide, tableOf, whole, wrapped, type Shown } from './columns.js'
import { viewOf } from './view.js'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

const Named = t.type({ thumbprint: t.string, thumbprintSha256: t.string, subject: t.string, notAfter: t.string })

const Author = t.type({
  position: t.number,
  type: t.string,
  recordedAt: t.string,
  by: t.string,
  reason: orNull(t.string),
})
type Author = t.TypeOf<typeof Author>

const Drift = t.type({
  fqdn: t.string,
  kind: t.string,
  type: t.string,
  identity: t.string,
  place: orNull(t.string),
  file: orNull(t.string),
  thumbprint: orNull(t.string),
  observed: orNull(Named),
  privateKey: orNull(t.string),
  meant: orNull(Named),
  since: t.string,
  sincePosition: t.number,
  reportedAt: orNull(t.string),
  under: orNull(Author),
  pending: t.boolean,
  accepted: orNull(Author),
  level: t.keyof({ critical: null, warning: null, notice: null }),
})
type Drift = t.TypeOf<typeof Drift>

const keys: ReadonlyMap<string, string> = new Map([
  ['missing', 'no private key'],
  ['unreadable', 'private key unreadable'],
  ['otherKey', 'key of another certificate'],
])

const levelCell = ({ level, pending, accepted }: Drift): Cell => {
  if (accepted !== null) return cell('accepted', 'dim')
  return pending ? cell('pending', 'dim') : cell(level, level === 'notice' ? 'plain' : level)
}

/** A file that opens, and has not the one certificate that could be named. */
const opened: ReadonlyMap<string, string> = new Map([
  ['usable', 'a private key, no single certificate'],
  ['missing', 'no single certificate'],
  ['otherKey', 'a certificate and a key that do not match'],
])

const thereWords = ({ observed, privateKey, kind, file }: Drift): string => {
  if (privateKey === null) return 'nothing'
  const what = observed?.thumbprint ??
    (file === null ? 'no readable certificate' : opened.get(privateKey) ?? 'a file that does not open')
  const trouble = keys.get(privateKey)
  return trouble === undefined || (kind === 'foreign' && observed === null) ? what : `${what}, ${trouble}`
}

const authorWords = ({ by, recordedAt, reason }: Author): string =>
  [`by ${by} on ${timeWords(recordedAt)}`, ...(reason === null ? [] : [reason])].join(': ')

const columns = (at: string): ReadonlyArray<Shown<Drift>> => [
  whole('LEVEL', levelCell),
  whole('KIND', ({ kind }) => cell(kind)),
  whole('FRONT END', ({ fqdn }) => cell(fqdn)),
  whole('TYPE', ({ type }) => cell(type)),
  wrapped('WHERE', ({ place, file }) => cell(place ?? file), 10),
  wrapped('WHAT IS THERE', (drift) => cell(thereWords(drift)), 40),
  wrapped('WHAT IS MEANT', ({ meant }) => cell(meant === null ? 'nothing' : meant.thumbprint), 40),
  wrapped('SINCE', ({ since }) => cell(datedWords(since, at)), 11),
  wrapped('UNDER', ({ under }) => cell(under === null ? null : authorWords(under))),
  wrapped('ACCEPTED', ({ accepted }) => cell(accepted === null ? null : authorWords(accepted))),
  onlyWide(wrapped('SUBJECT THERE', ({ observed }) => cell(observed?.subject))),
  onlyWide(wrapped('SUBJECT MEANT', ({ meant }) => cell(meant?.subject))),
  onlyWide(whole('REPORTED', ({ reportedAt }) => cell(reportedAt === null ? null : timeWords(reportedAt)))),
  onlyWide({ ...whole<Drift>('POSITION', ({ sincePosition }) => cell(sincePosition)), align: 'right' }),
]

/** What is installed other than intended. */
export const listDriftView = viewOf(
  'ListDrift',
  t.type({ drift: t.readonlyArray(Drift) }),
  ({ drift }, { at, isWide }) =>
    drift.length === 0
      ? [lines(line('Nothing that was asked for differs from what is intended.', 'good'))]
      : [tableOf(columns(at), drift, isWide, 5)],
)
