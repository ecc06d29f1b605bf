import type { MomentAsked } from '../../projections/time.js'
import { E, pipe, type Either } from '../../domain/prelude.js'
import { parseInput, type Field, type Fields, type InputNotUnderstood, type InputOf } from '../../domain/input/field.js'
import { isPaged, momentFields, pageFields } from './shared-fields.js'

type Raw = Readonly<Record<string, unknown>>

/** A query taken apart. */
export type QuestionQuery = {
  readonly input: Raw
  readonly moment: MomentAsked
  readonly page: InputOf<typeof pageFields>
}

const flags: ReadonlyMap<string, boolean> = new Map([['true', true], ['false', false], ['', true]])

/** A parameter as a field expects it; one that is given twice is a list. */
const valueOf = (field: Field<unknown> | undefined, all: ReadonlyArray<string>): unknown => {
  const [only, ...others] = all
  if (others.length > 0) return all
  return field?.schema.type === 'boolean' ? (flags.get(only ?? '') ?? only) : only
}

const noPage: InputOf<typeof pageFields> = { limit: null, after: null }

const part = (given: Raw, names: Fields): Raw =>
  Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(names, name)))

/** Reads the query of a question: its own parameters, the moment, and the part of the list. */
export const questionQuery = (
  name: string,
  fields: Fields,
  query: URLSearchParams,
): Either<InputNotUnderstood, QuestionQuery> => {
  const given: Raw = Object.fromEntries(
    [...new Set(query.keys())].map((parameter) => [
      parameter,
      valueOf(Object.hasOwn(fields, parameter) ? fields[parameter] : undefined, query.getAll(parameter)),
    ]),
  )
  const shared: Fields = isPaged(name, fields) ? { ...momentFields, ...pageFields } : momentFields
  const own = Object.entries(given).filter(([parameter]) => !Object.hasOwn(shared, parameter))
  return pipe(
    E.Do,
    E.bind('moment', () => parseInput(momentFields, part(given, momentFields))),
    E.bind('page', () =>
      isPaged(name, fields) ? parseInput(pageFields, part(given, pageFields)) : E.right(noPage)),
    E.map(({ moment, page }) => ({ input: Object.fromEntries(own), moment, page })),
  )
}
