type Json = null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json | undefined }

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const members = (object: { readonly [name: string]: Json | undefined }): string => {
  let text = ''
  for (const name of Object.keys(object).sort(byCodeUnits)) {
    const value = object[name]
    if (value !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(value)}`
  }
  return `{${text}}`
}

const isArray = (value: Json): value is ReadonlyArray<Json> => Array.isArray(value)

/**
 * The one JSON text of a value: names sorted by UTF-16 code units, no white space, numbers and strings as
 * ECMAScript writes them. Members that are undefined are left out. Throws a RangeError for NaN and infinities,
 * which JSON cannot say. Source: RFC 8785 section 3.2.
 */
export const canonicalJson = (value: Json): string => {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError('a number that JSON cannot say')
    return JSON.stringify(value)
  }
  return isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : members(value)
}
