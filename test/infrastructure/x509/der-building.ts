/** Builders of DER for files that no tool would write. */

const lengthOf = (length: number): ReadonlyArray<number> => {
  if (length < 0x80) return [length]
  const digits = length.toString(16)
  const bytes = [...Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')]
  return [0x80 | bytes.length, ...bytes]
}

export const element = (tag: number, ...parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Uint8Array.from([tag, ...lengthOf(content.length)]), content])
}

export const sequence = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => element(0x30, ...parts)
export const octets = (content: Uint8Array): Uint8Array => element(0x04, content)
export const bits = (content: Uint8Array): Uint8Array => element(0x03, Uint8Array.from([0]), content)
export const explicit = (tag: number, content: Uint8Array): Uint8Array => element(0xa0 | tag, content)
export const nothing: Uint8Array = element(0x05)

export const integer = (value: bigint | number): Uint8Array => {
  const digits = BigInt(value).toString(16)
  const bytes = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  return element(0x02, (bytes[0] ?? 0) > 0x7f ? Buffer.concat([Uint8Array.from([0]), bytes]) : bytes)
}

const arc = (value: bigint): ReadonlyArray<number> =>
  value < 0x80n ? [Number(value)] : [...arc(value >> 7n).map((byte) => byte | 0x80), Number(value & 0x7fn)]

export const oid = (dotted: string): Uint8Array => {
  const [first = 0n, second = 0n, ...others] = dotted.split('.').map(BigInt)
  return element(0x06, Uint8Array.from([first * 40n + second, ...others].flatMap(arc)))
}
