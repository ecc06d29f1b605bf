/** The tags that PKCS#12 needs, with their class and constructed bits. Source: X.690 section 8. */
const TAG = {
  integer: 0x02,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  explicit0: 0xa0,
  implicit0: 0x80,
}

const length = (bytes: number): Buffer => {
  if (bytes < 0x80) return Buffer.of(bytes)
  const digits = Buffer.from(bytes.toString(16).padStart(8, '0'), 'hex')
  const significant = digits.subarray(digits.findIndex((digit) => digit !== 0))
  return Buffer.concat([Buffer.of(0x80 | significant.length), significant])
}

const value = (tag: number, ...contents: ReadonlyArray<Uint8Array>): Buffer => {
  const total = contents.reduce((sum, content) => sum + content.length, 0)
  return Buffer.concat([Buffer.of(tag), length(total), ...contents])
}

const base128 = (arc: number): ReadonlyArray<number> =>
  arc < 0x80 ? [arc] : [...base128(Math.floor(arc / 0x80)).map((digit) => digit | 0x80), arc % 0x80]

const objectIdentifier = (dotted: string): Buffer => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return value(TAG.objectIdentifier, Buffer.from([first * 40 + second, ...rest].flatMap(base128)))
}

const integer = (natural: number): Buffer => {
  const hex = natural.toString(16)
  const digits = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  return value(TAG.integer, (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.of(0), digits]))
}

/**
 * Writes DER, as far as PKCS#12 needs it. Integers are natural numbers below 2^53, OIDs are in dotted form, lengths are
 * below 4 GiB; a set is put into the order that DER demands; the 0 in a name is the context tag `[0]`. Source: X.690.
 */
export const der = {
  sequence: (...members: ReadonlyArray<Uint8Array>): Buffer => value(TAG.sequence, ...members),
  setOf: (...members: ReadonlyArray<Buffer>): Buffer => value(TAG.set, ...[...members].sort((a, b) => a.compare(b))),
  octets: (bytes: Uint8Array): Buffer => value(TAG.octetString, bytes),
  oid: objectIdentifier,
  integer,
  null: value(TAG.null),
  bmpString: (text: string): Buffer => value(TAG.bmpString, Buffer.from(text, 'utf16le').swap16()),
  explicit0: (content: Uint8Array): Buffer => value(TAG.explicit0, content),
  implicit0Octets: (bytes: Uint8Array): Buffer => value(TAG.implicit0, bytes),
}
