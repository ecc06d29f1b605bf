const DIGITS = Buffer.from('0123456789abcdef')

/** Lower-case hexadecimal from bytes to bytes: a key in a string could not be overwritten after use. */
export const toHexBytes = (bytes: Buffer): Buffer => {
  const digits = Buffer.alloc(bytes.length * 2)
  bytes.forEach((byte, at) => {
    digits[2 * at] = DIGITS[byte >> 4] ?? 0
    digits[2 * at + 1] = DIGITS[byte & 0x0f] ?? 0
  })
  return digits
}

/** The bytes that the digits stand for; null where they are no even number of lower-case hexadecimal digits. */
export const fromHexBytes = (digits: Buffer): Buffer | null => {
  if (digits.length % 2 !== 0 || !digits.every((digit) => DIGITS.includes(digit))) return null
  const bytes = Buffer.alloc(digits.length / 2)
  bytes.forEach((_, at) => {
    bytes[at] = (DIGITS.indexOf(digits[2 * at] ?? 0) << 4) | DIGITS.indexOf(digits[2 * at + 1] ?? 0)
  })
  return bytes
}
