import { Slot, slotText } from '../../domain/values/slot.js'
import { withoutKey } from './printable.js'

export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [name: string]: Json }

/** What a program wants to know of an error, by name. */
export type Facts = Readonly<Record<string, Json>>

const isPlain = (value: object): boolean =>
  Object.getPrototypeOf(value) === Object.prototype &&
  Object.values(value).every((member) => typeof member !== 'function')

const scalar = (value: unknown): Json | undefined => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string') return withoutKey(value)
  return typeof value === 'boolean' || value === null ? value : undefined
}

/** A value as JSON; a slot as its name; bytes, secrets, functions and the text of a private key not at all. */
const jsonOf = (value: unknown): Json | undefined => {
  if (typeof value !== 'object' || value === null) return scalar(value)
  if (Array.isArray(value)) return value.map(jsonOf).filter((item) => item !== undefined)
  if (Slot.is(value)) return slotText(value)
  return isPlain(value) ? factsOf(value, 'type') : undefined
}

/** The members of an object as JSON; its tag under the name `tag`, or, where none is given, left out. */
export const factsOf = (value: object, tag: string | null = null): Facts =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: readonly [string, unknown]) => {
      const written = name === '_tag' ? tag : name
      const json = jsonOf(member)
      return written === null || json === undefined ? [] : [[written, json]]
    }),
  )
