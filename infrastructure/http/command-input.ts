import { secretOf } from '../../application/ports/secret.js'
import { E, pipe, type Either } from '../../domain/prelude.js'
import { parseInput, type Field, type Fields, type InputNotUnderstood, type InputOf } from '../../domain/input/field.js'
import { recordingFields } from './shared-fields.js'

type Raw = Readonly<Record<string, unknown>>

/** A body taken apart: what the command is given, and what goes on record with it. */
export type CommandBody = { readonly input: Raw; readonly recording: InputOf<typeof recordingFields> }

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

const bytesOf = (text: string): Uint8Array | string =>
  text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, 'base64') : text

/** Files travel as base64 and passwords as text; both are wrapped as soon as they are there. */
const unwrapped = ({ schema }: Field<unknown>, value: unknown): unknown => {
  if (typeof value !== 'string') return value
  if (schema.format === 'byte') return bytesOf(value)
  return schema.format === 'password' ? secretOf(Buffer.from(value, 'utf8')) : value
}

/** Reads the members that every command has; the others are its own, to be read by itself. */
export const commandBody = (fields: Fields, body: Raw): Either<InputNotUnderstood, CommandBody> => {
  const entries = Object.entries(body)
  const isShared = (name: string): boolean => Object.hasOwn(recordingFields, name) && !Object.hasOwn(fields, name)
  const own = entries
    .filter(([name]) => !isShared(name))
    .map(([name, value]): readonly [string, unknown] => {
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined
      return [name, field === undefined ? value : unwrapped(field, value)]
    })
  return pipe(
    parseInput(recordingFields, Object.fromEntries(entries.filter(([name]) => isShared(name)))),
    E.map((recording) => ({ input: Object.fromEntries(own), recording })),
  )
}
