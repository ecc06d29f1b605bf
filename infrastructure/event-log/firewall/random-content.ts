/** 32 bytes in base64 and in hexadecimal, in characters. */
const longRuns = /[\w+/=-]{43,}/g

const bitsPerCharacter = (run: string): number => {
  const counts = new Map<string, number>()
  for (const letter of run) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / run.length) * Math.log2(count / run.length)
  return bits
}

const isHex = (run: string): boolean => /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(run)

/**
 * True where a text holds an unbroken run that reads like 32 or more random bytes, in base64 or hexadecimal.
 */
export const holdsRandomBytes = (text: string): boolean =>
  [...text.matchAll(longRuns)].some(([run]) =>
    isHex(run) ? run.length >= 64 && bitsPerCharacter(run) > 3.3 : bitsPerCharacter(run) > 4.3,
  )

const LEAST_BYTES = 16

const isByte = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255

/**
 * True for bytes in any form that JSON gives them: a typed array, an array of small numbers, or an object with
 * members 0, 1, 2, …
 */
export const isBytes = (value: object): boolean => {
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return true
  const items = Array.isArray(value) ? value : '0' in value ? Object.values(value) : []
  return items.length >= LEAST_BYTES && items.every(isByte)
}
