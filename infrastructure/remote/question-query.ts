import type { MomentAsked } from '../../projections/time.js'

const texts = (value: unknown): ReadonlyArray<string> => {
  if (Array.isArray(value)) return value.flatMap(texts)
  if (typeof value === 'string') return [value]
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : []
}

/** A question as the query of its route: a list as a parameter that is given several times. */
export const questionQuery = (input: Readonly<Record<string, unknown>>, { at, knownAt }: MomentAsked): string => {
  const parameters = Object.entries({ ...input, at, knownAt })
  const query = new URLSearchParams()
  for (const [name, value] of parameters) for (const text of texts(value)) query.append(name, text)
  return query.size === 0 ? '' : `?${query.toString()}`
}
