import { E, pipe, type Either } from '../prelude.js'
import { certificateRoles, parseRole, type CertificateRole } from '../values/certificate-role.js'
import { Fqdn } from '../values/fqdn.js'
import { parseInstant, type Instant } from '../values/instant.js'
import { Position } from '../values/position.js'
import { parseScope, type Scope } from '../values/scope.js'
import { SipDomain } from '../values/sip-domain.js'
import { parseThumbprint, type Thumbprint, type ThumbprintSha256 } from '../values/thumbprint.js'
import { Uuid } from '../values/uuid.js'
import { sparing, textField, withoutControlCharacters, type Field, type FieldProblem } from './field.js'

const refused = (problem: FieldProblem): Either<FieldProblem, never> => E.left(problem)

export const roleField: Field<CertificateRole> = textField(
  'certificate type, any case',
  { enum: certificateRoles },
  (text) => {
    const role = parseRole(text)
    return role === undefined ? refused({ _tag: 'RoleUnknown', text, allowed: certificateRoles }) : E.right(role)
  },
)

export const identityField: Field<Scope> = textField(
  'global, or the FQDN of a front end',
  { examples: ['global', 'fe01.contoso.com'] },
  (text) => {
    const scope = parseScope(text)
    return scope === undefined ? refused({ _tag: 'IdentityNotUnderstood', text }) : E.right(scope)
  },
)

export const thumbprintField: Field<Thumbprint | ThumbprintSha256> = textField(
  'SHA-1 or SHA-256 thumbprint; spaces, colons and case do not matter',
  { examples: ['7A787D049AD53D4E628D5D6A8D98D5F9F2F66DCA'] },
  parseThumbprint,
)

export const instantField: Field<Instant> = textField(
  'RFC 3339 with an offset, or a plain date (00:00 UTC)',
  { format: 'date-time', examples: ['2026-12-01T09:00:00Z', '2026-12-01'] },
  parseInstant,
)

/** A moment of the system axis: an instant, or a position of the log as a whole number. */
export const knownAtField: Field<Instant | Position> = textField<Instant | Position>(
  'what had been recorded by then: a date, or a position of the log',
  { examples: ['2026-12-01T09:00:00Z', '42'] },
  (text) => {
    const position = /^\d{1,15}$/.test(text) ? Number(text) : undefined
    return Position.is(position) ? E.right(position) : parseInstant(text)
  },
)

export const fqdnField: Field<Fqdn> = textField('fully qualified domain name', { format: 'hostname' }, (text) => {
  const lower = text.trim().toLowerCase().replace(/\.$/, '')
  return Fqdn.is(lower) ? E.right(lower) : refused({ _tag: 'DomainNotUnderstood', text })
})

const asList = (raw: unknown): ReadonlyArray<unknown> => {
  if (Array.isArray(raw)) return raw
  return typeof raw === 'string' ? raw.split(',') : []
}

/** All that was given, so that a key is seen that commas cut to pieces. */
const wholeOf = (raw: unknown, items: ReadonlyArray<unknown>): string =>
  typeof raw === 'string' ? raw : items.filter((item) => typeof item === 'string').join(',')

const MAX_ITEMS = 500

/** A list of one to 500 items: a JSON array, or one text with commas. Doubles are dropped. */
export const listField = <A>(description: string, item: Field<A>): Field<ReadonlyArray<A>> => ({
  description,
  schema: { type: 'array', items: item.schema },
  required: true,
  secret: false,
  parse: (raw) => {
    const items = asList(raw)
    if (items.length === 0) return refused({ _tag: 'Missing' })
    if (items.length > MAX_ITEMS) return refused({ _tag: 'TooLong', limit: MAX_ITEMS, actual: items.length })
    return pipe(
      items,
      E.traverseArray((text) => item.parse(text)),
      E.bimap(sparing(wholeOf(raw, items)), (all) => [...new Set(all)]),
    )
  },
})

const domainField: Field<SipDomain> = textField('SIP domain', { format: 'hostname' }, (text) => {
  const lower = text.trim().toLowerCase()
  return SipDomain.is(lower) ? E.right(lower) : refused({ _tag: 'DomainNotUnderstood', text })
})

export const domainsField = listField('SIP domains, the default one first, separated by commas', domainField)

/** The vendor's `-Type` takes a comma list. Source: FIELD 2.1. */
export const rolesField = listField('certificate type, or several separated by commas', roleField)

export const uuidField: Field<Uuid> = textField('UUID', { format: 'uuid' }, (text) => {
  const lower = text.trim().toLowerCase()
  return Uuid.is(lower) ? E.right(lower) : refused({ _tag: 'NotUuid', text })
})

/** Free words of a person: reason, ticket, name. */
export const wordsField = (description: string): Field<string> => textField(description, {}, withoutControlCharacters)

/** True only where it is said: absent is false. */
export const flagField = (description: string): Field<boolean> => ({
  description,
  schema: { type: 'boolean' },
  required: false,
  secret: false,
  parse: (raw) => {
    if (raw === undefined || raw === null) return E.right(false)
    return typeof raw === 'boolean' ? E.right(raw) : refused({ _tag: 'NotFlag' })
  },
})

/** A whole number within bounds, as number or digits. */
export const wholeNumberField = (description: string, least: number, most: number): Field<number> => ({
  description,
  schema: { type: 'integer' },
  required: true,
  secret: false,
  parse: (raw) => {
    if (raw === undefined || raw === null) return refused({ _tag: 'Missing' })
    const number = typeof raw === 'string' && /^\d{1,15}$/.test(raw) ? Number(raw) : raw
    return typeof number === 'number' && Number.isSafeInteger(number) && number >= least && number <= most
      ? E.right(number)
      : refused({ _tag: 'NotWholeNumber', least, most })
  },
})

/** One of a few words. */
export const oneOfField = <const W extends string>(description: string, words: ReadonlyArray<W>): Field<W> =>
  textField(description, { enum: words }, (text) => {
    const word = words.find((candidate) => candidate.toLowerCase() === text.trim().toLowerCase())
    return word === undefined ? refused({ _tag: 'NotOneOf', text, allowed: words }) : E.right(word)
  })

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }

/** A span of time in ms: `90m`, `12h`, `60d`, `8w`. */
export const durationField = (description: string): Field<number> =>
  textField(description, { examples: ['60d', '12h'] }, (text) => {
    const match = /^(\d{1,6})\s*(m|h|d|w)$/i.exec(text.trim())
    const unit = match?.[2]?.toLowerCase()
    return match !== null && (unit === 'm' || unit === 'h' || unit === 'd' || unit === 'w')
      ? E.right(Number(match[1]) * UNITS[unit])
      : refused({ _tag: 'DurationNotUnderstood', text })
  })
