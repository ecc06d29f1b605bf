import { t } from '../../domain/prelude.js'

/** What JSON can say. */
export type Plain = null | boolean | number | string | ReadonlyArray<Plain> | PlainRecord
export type PlainRecord = { readonly [name: string]: Plain }

const Named = t.record(t.string, t.unknown)

/** Whether a value is an object with names, not a list. */
export const isRecord = (value: Plain | undefined): value is PlainRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const plainValue = (value: unknown): Plain | undefined => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map((item) => plainValue(item) ?? null)
  return Named.is(value) && !ArrayBuffer.isView(value) ? plain(value) : undefined
}

/**
 * An answer as JSON says it: members that are undefined, functions or bytes are left out, and so is nothing else.
 * The order of the members stays.
 */
export const plain = (value: Readonly<Record<string, unknown>>): PlainRecord =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => {
      const read = plainValue(member)
      return read === undefined ? [] : [[name, read]]
    }),
  )
