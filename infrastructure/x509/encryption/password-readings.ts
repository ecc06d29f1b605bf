import { isUtf8 } from 'node:buffer'

/**
 * The ways in which writers turn one password into bytes, likeliest first: `utf8` for PKCS#5 (PBES2, PBMAC1, PEM),
 * `bmp` for PKCS#12's own derivation (RFC 7292 appendix B.1). `given` is false where there was no password.
 */
export type PasswordReadings = {
  readonly given: boolean
  readonly utf8: ReadonlyArray<Uint8Array>
  readonly bmp: ReadonlyArray<Uint8Array>
}

const bmpOf = (text: string): Uint8Array => Buffer.from(`${text}\0`, 'utf16le').swap16()

const utf8TextOf = (bytes: Uint8Array): string | null => (isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : null)

const isAscii = (bytes: Uint8Array): boolean => bytes.every((byte) => byte < 0x80)

const isLatin1 = (text: string): boolean => [...text].every((character) => character <= '\u00ff')

/**
 * How a password may have been meant. Empty or absent: both the empty text, which ends in its terminator, and no bytes
 * at all. Not ASCII: UTF-8 first, then the single-byte forms that older tools wrote. Otherwise there is one way only.
 */
export const passwordReadingsOf = (password: Uint8Array | null): PasswordReadings => {
  const given = password !== null
  const bytes = password ?? new Uint8Array(0)
  if (bytes.length === 0) return { given, utf8: [bytes], bmp: [bmpOf(''), bytes] }
  const bytewise = Buffer.from(bytes).toString('latin1')
  const text = utf8TextOf(bytes)
  if (isAscii(bytes)) return { given, utf8: [bytes], bmp: [bmpOf(bytewise)] }
  if (text === null) return { given, utf8: [bytes, Buffer.from(bytewise, 'utf8')], bmp: [bmpOf(bytewise)] }
  const singleByte = isLatin1(text) ? [Buffer.from(text, 'latin1')] : []
  return { given, utf8: [bytes, ...singleByte], bmp: [bmpOf(text), bmpOf(bytewise)] }
}
