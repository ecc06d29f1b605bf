import { isUtf8 } from 'node:buffer'
import type { Asked } from '../../application/context.js'
import type { Secret } from '../../application/ports/secret.js'
import { E, pipe, type Either } from '../../domain/prelude.js'
import type { InputNotUnderstood } from '../../domain/input/field.js'

type Raw = Readonly<Record<string, unknown>>

const isSecret = (value: unknown): value is Secret =>
  typeof value === 'object' && value !== null && 'reveal' in value && typeof value.reveal === 'function'

/** JSON is UTF-8, and so is a password that travels in it. */
const passwordText = (field: string, secret: Secret): Either<InputNotUnderstood, string> => {
  const bytes = Buffer.from(secret.reveal())
  return isUtf8(bytes)
    ? E.right(bytes.toString('utf8'))
    : E.left({ _tag: 'InputNotUnderstood', problems: [{ field, problem: { _tag: 'NotText' } }], unknown: [] })
}

const travelling = (field: string, value: unknown): Either<InputNotUnderstood, unknown> => {
  if (value instanceof Uint8Array) return E.right(Buffer.from(value).toString('base64'))
  return isSecret(value) ? passwordText(field, value) : E.right(value)
}

/**
 * The body of a command: its parameters, files as base64 and passwords as text, and what goes on record with it. Who
 * asks, and from where, is for the server to say.
 */
export const commandBody = (input: Raw, { actor, reason, ticket, dryRun }: Asked): Either<InputNotUnderstood, string> =>
  pipe(
    Object.entries(input),
    E.traverseArray(([name, value]) =>
      pipe(travelling(name, value), E.map((travels): readonly [string, unknown] => [name, travels]))),
    E.map((members) => {
      const { onBehalfOf } = actor
      const recording = Object.entries({ reason, ticket, onBehalfOf }).filter(([, value]) => value !== null)
      return JSON.stringify({ ...Object.fromEntries(members), ...Object.fromEntries(recording), dryRun })
    }),
  )
