import { E, t, type Either } from '../../domain/prelude.js'
import type { ServerError } from '../wording/server-error.js'

/** Parameters are values and lists of values. */
const DEEPEST = 4

const Named = t.record(t.string, t.unknown)

type Body = Readonly<Record<string, unknown>>
type Because = Extract<ServerError, { readonly _tag: 'BodyNotUnderstood' }>['because']

const refused = (because: Because): Either<ServerError, never> => E.left({ _tag: 'BodyNotUnderstood', because })

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

const faultIn = (value: unknown, depth: number): Because | null => {
  if (typeof value !== 'object' || value === null) return null
  if (depth > DEEPEST) return 'tooDeep'
  if (Object.keys(value).some((name) => FORBIDDEN.has(name))) return 'forbiddenName'
  for (const member of Object.values(value)) {
    const fault = faultIn(member, depth + 1)
    if (fault !== null) return fault
  }
  return null
}

const parsed = (bytes: Uint8Array): Either<null, unknown> => {
  try {
    return E.right(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
  } catch {
    return E.left(null)
  }
}

/** A body as an object with names: UTF-8, RFC 8259, no deeper than parameters need; no body is an empty object. */
export const jsonBody = (bytes: Uint8Array): Either<ServerError, Body> => {
  if (bytes.byteLength === 0) return E.right({})
  const read = parsed(bytes)
  if (E.isLeft(read)) return refused('notJson')
  const value = read.right
  if (Array.isArray(value) || !Named.is(value)) return refused('notObject')
  const fault = faultIn(value, 1)
  return fault === null ? E.right(value) : refused(fault)
}
