import type { Instant } from '../../domain/values/instant.js'
import { Position } from '../../domain/values/position.js'
import type { PlainRecord } from '../wording/plain.js'
import { cursorText } from './page-cursor.js'

type Part = {
  readonly owner: string
  readonly member: string
  readonly from: number
  readonly limit: number
  readonly at: Instant
}

/** A part of the list that an answer holds, and the cursor of the next; null behind the last. */
export const pageOf = (
  document: PlainRecord,
  { owner, member, from, limit, at }: Part,
): { readonly document: PlainRecord; readonly next: string | null } => {
  const items = document[member]
  const knownAt = document['knownAtPosition']
  if (!Array.isArray(items) || !Position.is(knownAt)) return { document, next: null }
  const end = from + limit
  const next = end < items.length ? cursorText({ of: owner, at, knownAt, from: end }) : null
  return { document: { ...document, [member]: items.slice(from, end), next }, next }
}
