import { createHash } from 'node:crypto'
import { E, t, type Either } from '../../domain/prelude.js'
import { Instant } from '../../domain/values/instant.js'
import { Position } from '../../domain/values/position.js'
import type { ServerError } from '../wording/server-error.js'

/** Where a list goes on: at the same moment on both axes, so that every part is of one list, whatever is recorded. */
const Cursor = t.type({ of: t.string, at: Instant, knownAt: Position, from: t.number })
export type Cursor = t.TypeOf<typeof Cursor>

/** What a cursor belongs to: the question with its parameters. */
export const cursorOwner = (name: string, input: Readonly<Record<string, unknown>>): string =>
  createHash('sha256').update(JSON.stringify([name, Object.entries(input).toSorted()])).digest('base64url').slice(0, 16)

/** A cursor as text, to be handed back as it is. */
export const cursorText = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString('base64url')

const decoded = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

/** Reads a cursor of the same question. It holds nothing that its reader could not ask for. */
export const readCursor = (owner: string, text: string): Either<ServerError, Cursor> => {
  const cursor = decoded(text)
  return Cursor.is(cursor) && cursor.of === owner && Number.isSafeInteger(cursor.from) && cursor.from >= 0
    ? E.right(cursor)
    : E.left({ _tag: 'CursorNotUnderstood', parameter: 'after' })
}
