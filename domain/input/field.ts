import { E, type Either } from '../prelude.js'
import type { CertificateRole } from '../values/certificate-role.js'
import type { DateNotUnderstood } from '../values/instant.js'
import type { ThumbprintNotUnderstood } from '../values/thumbprint.js'
import { keyMaterialIn, type KeyMaterial } from './key-material.js'

/** What is wrong with one value that came from outside. */
export type FieldProblem =
  | DateNotUnderstood
  | ThumbprintNotUnderstood
  | { readonly _tag: 'Missing' }
  | { readonly _tag: 'NotText' }
  | { readonly _tag: 'NotFlag' }
  | { readonly _tag: 'NotWholeNumber'; readonly least: number; readonly most: number }
  | { readonly _tag: 'TooLong'; readonly limit: number; readonly actual: number }
  | { readonly _tag: 'ControlCharacter' }
  | { readonly _tag: 'RoleUnknown'; readonly text: string; readonly allowed: ReadonlyArray<CertificateRole> }
  | { readonly _tag: 'IdentityNotUnderstood'; readonly text: string }
  | { readonly _tag: 'DomainNotUnderstood'; readonly text: string }
  | { readonly _tag: 'NotUuid'; readonly text: string }
  | { readonly _tag: 'NotOneOf'; readonly text: string; readonly allowed: ReadonlyArray<string> }
  | { readonly _tag: 'DurationNotUnderstood'; readonly text: string }
  | { readonly _tag: 'DurationNotWithin'; readonly leastMs: number; readonly mostMs: number }
  | { readonly _tag: 'FingerprintNotUnderstood'; readonly text: string; readonly digits: number }
  | { readonly _tag: 'SubjectNotUnderstood'; readonly text: string }
  /** Neither a span, nor an instant, nor `never`. */
  | { readonly _tag: 'EndNotUnderstood'; readonly text: string }
  | { readonly _tag: 'NotBase64' }
  /** What was given was not understood, and looks like key material: it is left out, with its length. */
  | { readonly _tag: 'TextWithheld'; readonly looksLike: KeyMaterial; readonly characters: number }

/** JSON Schema of a value as it travels, the part that is needed for documents made from it. */
export type ValueSchema = {
  readonly type: 'string' | 'boolean' | 'integer' | 'array'
  readonly enum?: ReadonlyArray<string>
  readonly format?: string
  readonly items?: ValueSchema
  readonly examples?: ReadonlyArray<string>
}

/** One parameter of a command or question: how it reads, what it is for, and whether it may be left out. */
export type Field<A> = {
  readonly description: string
  readonly schema: ValueSchema
  readonly required: boolean
  /** True for bytes that must not be shown: passwords. */
  readonly secret: boolean
  /** Reads the value as it travels: text, flag, number, list of texts, or absent (undefined). */
  readonly parse: (raw: unknown) => Either<FieldProblem, A>
}

export type Fields = Readonly<Record<string, Field<unknown>>>

/** The values of all fields. */
export type InputOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer A> ? A : never }

/** Input that was refused: every field that was wrong, not just the first. */
export type InputNotUnderstood = {
  readonly _tag: 'InputNotUnderstood'
  readonly problems: ReadonlyArray<{ readonly field: string; readonly problem: FieldProblem }>
  /** Names that no field has; `*` stands for one that looks like key material. */
  readonly unknown: ReadonlyArray<string>
}

const toInput = <F extends Fields>(values: Readonly<Record<string, unknown>>): InputOf<F> => values as InputOf<F>

/** Reads all fields of a record; unknown names are refused, so that a misspelt one is not silently ignored. */
export const parseInput = <F extends Fields>(
  fields: F,
  raw: Readonly<Record<string, unknown>>,
): Either<InputNotUnderstood, InputOf<F>> => {
  const values: Record<string, unknown> = {}
  const problems: Array<InputNotUnderstood['problems'][number]> = []
  for (const [name, field] of Object.entries(fields)) {
    const result = field.parse(raw[name])
    if (E.isLeft(result)) problems.push({ field: name, problem: result.left })
    else values[name] = result.right
  }
  const unknown = Object.keys(raw)
    .filter((name) => !Object.hasOwn(fields, name) && raw[name] !== undefined)
    .map((name) => (keyMaterialIn(name) === null ? name : '*'))
  return problems.length > 0 || unknown.length > 0
    ? E.left({ _tag: 'InputNotUnderstood', problems, unknown })
    : E.right(toInput<F>(values))
}

/** The same field, absent allowed: null then. */
export const optional = <A>(field: Field<A>): Field<A | null> => ({
  ...field,
  required: false,
  parse: (raw) => (raw === undefined || raw === null ? E.right(null) : field.parse(raw)),
})

/** The same field in other words. */
export const described = <A>(description: string, field: Field<A>): Field<A> => ({ ...field, description })

const MAX_TEXT = 1024
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/

/** The problem, without the text that it would repeat where all that was given looks like key material. */
export const sparing =
  (given: string) =>
  (problem: FieldProblem): FieldProblem => {
    const looksLike = 'text' in problem ? keyMaterialIn(given) : null
    return looksLike === null ? problem : { _tag: 'TextWithheld', looksLike, characters: given.length }
  }

/** A required text of at most 1,024 characters that holds more than blanks; key material in it is never repeated. */
export const textField = <A>(
  description: string,
  schema: Omit<ValueSchema, 'type'>,
  read: (text: string) => Either<FieldProblem, A>,
): Field<A> => ({
  description,
  schema: { type: 'string', ...schema },
  required: true,
  secret: false,
  parse: (raw) => {
    const text = oneLine(raw)
    if (E.isLeft(text)) return text
    const value = read(text.right)
    return E.isLeft(value) ? E.left(sparing(text.right)(value.left)) : value
  },
})

const oneLine = (raw: unknown): Either<FieldProblem, string> => {
  if (raw === undefined || raw === null) return E.left({ _tag: 'Missing' })
  if (typeof raw !== 'string') return E.left({ _tag: 'NotText' })
  if (raw.length > MAX_TEXT) return E.left({ _tag: 'TooLong', limit: MAX_TEXT, actual: raw.length })
  return raw.trim() === '' ? E.left({ _tag: 'Missing' }) : E.right(raw)
}

export const withoutControlCharacters = (text: string): Either<FieldProblem, string> =>
  CONTROL.test(text) ? E.left({ _tag: 'ControlCharacter' }) : E.right(text)
