const MOST_STARTS = 64
const MOST_LETTERS = 8_192

const objectStart = /\{\s*"/g

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where the object that begins at `from` ends; undefined where it does not. */
const endOf = (text: string, from: number): number | undefined => {
  let depth = 0
  let quoted = false
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at]
    if (letter === '\\') at += 1
    else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === '{') depth += 1
    else if (!quoted && letter === '}') depth -= 1
    if (depth === 0) return at + 1
  }
  return undefined
}

const objectsIn = (text: string): ReadonlyArray<unknown> => {
  const found: Array<unknown> = []
  let reached = 0
  for (const { index } of [...text.matchAll(objectStart)].slice(0, MOST_STARTS)) {
    const end = index < reached ? undefined : endOf(text, index)
    const value = end === undefined ? undefined : parsed(text.slice(index, end))
    if (end === undefined || value === undefined) continue
    found.push(value)
    reached = end
  }
  return found
}

/**
 * The JSON values in a text: the text itself, or the objects among its words, in its first 8,192 characters. Empty for
 * prose.
 */
export const jsonIn = (text: string): ReadonlyArray<unknown> => {
  const whole = /^\s*[[{]/.test(text) ? parsed(text) : undefined
  return whole === undefined ? objectsIn(text.slice(0, MOST_LETTERS)) : [whole]
}
