const dotted = (bytes: Uint8Array): string => [...bytes].join('.')

const groupsOf = (bytes: Uint8Array): ReadonlyArray<string> =>
  Array.from({ length: 8 }, (_, i) => Buffer.from(bytes).readUInt16BE(i * 2).toString(16))

/** Where the longest run of at least two zero groups begins, and how long it is; the first of equals. */
const longestZeros = (groups: ReadonlyArray<string>): { readonly start: number; readonly length: number } => {
  const lengthAt = (start: number): number => {
    const end = groups.findIndex((group, i) => i >= start && group !== '0')
    return (end < 0 ? groups.length : end) - start
  }
  return groups
    .map((_, start) => ({ start, length: lengthAt(start) }))
    .reduce((best, run) => (run.length > best.length && run.length > 1 ? run : best), { start: 0, length: 0 })
}

const colons = (bytes: Uint8Array): string => {
  const groups = groupsOf(bytes)
  const { start, length } = longestZeros(groups)
  return length === 0
    ? groups.join(':')
    : `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`
}

/** An IP address of 4 or 16 bytes as text, version 6 in canonical form; null for other lengths. Source: RFC 5952. */
export const ipAddressOf = (bytes: Uint8Array): string | null =>
  bytes.length === 4 ? dotted(bytes) : bytes.length === 16 ? colons(bytes) : null
