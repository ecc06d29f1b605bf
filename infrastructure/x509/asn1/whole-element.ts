/** Bytes that the header of a definite-length SEQUENCE says it takes in all; null for anything else. */
const declaredLength = (bytes: Uint8Array): number | null => {
  const [tag, first] = bytes
  if (tag !== 0x30 || first === undefined || first === 0x80) return null
  if (first < 0x80) return 2 + first
  const width = first & 0x7f
  if (width > 4 || bytes.length < 2 + width) return null
  return 2 + width + Buffer.from(bytes.subarray(2, 2 + width)).readUIntBE(0, width)
}

const isIndefinite = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x30 && bytes[1] === 0x80 && bytes.at(-1) === 0 && bytes.at(-2) === 0

/**
 * True when the bytes are one SEQUENCE from end to end: the sign that a decryption was made with the right key, which a
 * wrong one shows less than once in a hundred million tries.
 */
export const isWholeSequence = (bytes: Uint8Array): boolean =>
  declaredLength(bytes) === bytes.length || isIndefinite(bytes)
