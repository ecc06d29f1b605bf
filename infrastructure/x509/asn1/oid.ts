const LONGEST = 128

/**
 * The dotted form of an encoded OBJECT IDENTIFIER, arcs of any size. null when the last arc does not end, or past 128
 * bytes, which no registered identifier comes near. Source: X.690 section 8.19.
 */
export const oidFrom = (bytes: Uint8Array): string | null => {
  if (bytes.length > LONGEST) return null
  const arcs: Array<bigint> = []
  let arc = 0n
  for (const byte of bytes) {
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    if (byte < 0x80) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const [first, ...others] = arcs
  if (first === undefined || (bytes.at(-1) ?? 0x80) >= 0x80) return null
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n
  return [top, first - top * 40n, ...others].join('.')
}
