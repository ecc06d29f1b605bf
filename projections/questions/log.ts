import { described, optional, type InputOf } from '../../domain/input/field.js'
import {
  fqdnField,
  identityField,
  instantField,
  roleField,
  thumbprintField,
  wholeNumberField,
  wordsField,
} from '../../domain/input/fields.js'
import { E, type Either } from '../../domain/prelude.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import { beginning, type Position } from '../../domain/values/position.js'
import { isGlobalRole, slotOf, slotText } from '../../domain/values/slot.js'
import { auditTimeline } from '../audit-timeline.js'
import { certificatesNamed } from '../certificates-named.js'
import type { RowQuery, Rows } from '../rows.js'
import { positionAt, type Moment } from '../time.js'
import { logEntry, type LogEntry } from './log-entries.js'
import { question, type QuestionError } from './question.js'

const fields = {
  certificate: optional(described('only what concerns this certificate', thumbprintField)),
  type: optional(described('only what concerns this slot', roleField)),
  identity: optional(identityField),
  frontEnd: optional(described('only what concerns this front end', fqdnField)),
  actor: optional(wordsField('only what this person or program did')),
  event: optional(wordsField('only events of this type, for example CertificateAssigned')),
  from: optional(described('recorded at or after', instantField)),
  to: optional(described('recorded before', instantField)),
  after: optional(wholeNumberField('continue after this position', 0, Number.MAX_SAFE_INTEGER)),
  limit: optional(wholeNumberField('at most so many entries; left out: 200', 1, 10_000)),
  newest: optional(wholeNumberField('only the newest so many entries', 1, 10_000)),
}
type Input = InputOf<typeof fields>
type Query = RowQuery<typeof auditTimeline>

const equals = ({ type, identity, frontEnd, actor, event }: Input): Either<QuestionError, Query['equals']> => {
  const plain = {
    ...(frontEnd === null ? {} : { front_end: frontEnd }),
    ...(actor === null ? {} : { actor_name: actor }),
    ...(event === null ? {} : { type: event }),
  }
  if (identity !== null && frontEnd !== null) return E.left({ _tag: 'ExactlyOneOf', fields: ['identity', 'frontEnd'] })
  if (type === null && identity === 'global') return E.right({ ...plain, slot: 'OAuthTokenIssuer@global' })
  if (type === null) return E.right(identity === null ? plain : { ...plain, front_end: identity })
  if (identity === null && !isGlobalRole(type)) return E.left({ _tag: 'IdentityRequired', role: type })
  const slot = slotOf(type, identity ?? 'global')
  return E.isLeft(slot) ? slot : E.right({ ...plain, slot: slotText(slot.right) })
}

const entriesOf = (rows: Rows, query: Query, certificate: ReadonlyArray<string> | null): ReadonlyArray<LogEntry> => {
  const find = (more: Query['equals']) => rows.find(auditTimeline, { ...query, equals: { ...query.equals, ...more } })
  if (certificate === null) return find({}).map(logEntry)
  const found = certificate.flatMap((one) => [...find({ certificate: one }), ...find({ other_certificate: one })])
  return [...new Map(found.map((row) => [row.position, row])).values()].map(logEntry)
}

/** What was recorded at or after an instant stands behind what the clock had not passed before it. */
const before = (rows: Rows, from: Instant | null): Position =>
  from === null ? beginning : positionAt(rows, plusMs(from, -1))

const answer = (rows: Rows, input: Input, { validAt, knownAt, isPresent }: Moment) => {
  const matching = equals(input)
  if (E.isLeft(matching)) return matching
  const certificate = input.certificate === null ? null : certificatesNamed(rows, input.certificate, knownAt)
  if (certificate?.length === 0 && input.certificate !== null) {
    return E.left<QuestionError>({ _tag: 'CertificateNotKnownThen', thumbprint: input.certificate })
  }
  const limit = input.newest ?? input.limit ?? 200
  const query: Query = {
    equals: matching.right ?? {},
    atMost: { position: knownAt, ...(isPresent ? {} : { recorded_at: validAt }) },
    ...(input.from === null ? {} : { atLeast: { recorded_at: input.from } }),
    ...(input.to === null ? {} : { below: { recorded_at: input.to } }),
    above: { position: Math.max(input.after ?? beginning, before(rows, input.from)) },
    orderBy: [['position', input.newest === null ? 'asc' : 'desc']],
    limit: limit + 1,
  }
  const found = entriesOf(rows, query, certificate)
  const page = found.toSorted((a, b) => a.position - b.position)
  const entries = input.newest === null ? page.slice(0, limit) : page.slice(-limit)
  const more = found.length > limit
  return E.right({ entries, more, next: more && input.newest === null ? (entries.at(-1)?.position ?? null) : null })
}

/** What was done, in the order of the log: by whom, when, from where and why. `next` continues where `more` is true. */
export const log = question({
  name: 'Log',
  summary: 'Show what was done, by whom, when, from where and why',
  right: 'ask',
  fields,
  answer,
})
