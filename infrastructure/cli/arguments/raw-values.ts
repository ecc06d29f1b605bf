import type { Fields } from '../../../domain/input/field.js'

/** Values as typed, by the name of the field that they fill; what was not given is absent. */
export type RawValues = Readonly<Record<string, unknown>>

/** The values that belong to these fields. */
export const only = (fields: Fields, values: RawValues): RawValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(fields, name)))

/** All but the values of these names. */
export const without = (names: ReadonlyArray<string>, values: RawValues): RawValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))

/** The text of a value, or undefined where it is none. */
export const textOf = (values: RawValues, name: string): string | undefined => {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}
