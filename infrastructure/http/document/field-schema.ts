import type { Field, ValueSchema } from '../../../domain/input/field.js'
import type { PlainRecord } from '../../wording/plain.js'

const valueSchema = ({ type, enum: words, format, items, examples }: ValueSchema): PlainRecord => ({
  type,
  ...(words === undefined ? {} : { enum: words }),
  ...(format === undefined ? {} : { format }),
  ...(format === 'byte' ? { contentEncoding: 'base64' } : {}),
  ...(items === undefined ? {} : { items: valueSchema(items) }),
  ...(examples === undefined ? {} : { examples }),
})

/** A parameter as JSON Schema 2020-12. Source: OpenAPI 3.1, section 4.8.24. */
export const fieldSchema = ({ schema, description, secret }: Field<unknown>): PlainRecord => ({
  ...valueSchema(schema),
  description,
  ...(secret ? { writeOnly: true } : {}),
})

/** How the base64 of a file begins that is no real one. */
export const fileExample = 'MIIKXAIBAzCC…'

const byFormat: ReadonlyMap<string, string> = new Map([
  ['byte', fileExample],
  ['password', 'the password'],
  ['hostname', 'fe01.contoso.com'],
  ['date-time', '2026-12-01T09:00:00Z'],
  ['uuid', '6a0d6f3e-3f0b-4d0c-9b52-7d3f1f0c4e11'],
])

const textExample = ({ enum: words, examples, format }: ValueSchema): string =>
  examples?.[0] ?? words?.[0] ?? byFormat.get(format ?? '') ?? 'text'

/** A value that the parameter could have. */
export const fieldExample = ({ schema }: Field<unknown>): boolean | number | string | ReadonlyArray<string> => {
  switch (schema.type) {
    case 'boolean':
      return true
    case 'integer':
      return 1
    case 'array':
      return [textExample(schema.items ?? { type: 'string' })]
    case 'string':
      return textExample(schema)
  }
}
