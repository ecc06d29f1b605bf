import { isUtf8 } from 'node:buffer'

const isControl = (byte: number): boolean =>
  byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b) || byte === 0x7f

const isLittleEndian = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xfe
const isBigEndian = (bytes: Uint8Array): boolean => bytes[0] === 0xfe && bytes[1] === 0xff

const DIGIT_ZERO = 0x30

/**
 * True for bytes that a person could read: marked as UTF-16, or without control characters. What begins with a zero, as
 * all DER does, must be UTF-8 besides.
 */
export const isTextFile = (bytes: Uint8Array): boolean => {
  if (isLittleEndian(bytes) || isBigEndian(bytes)) return true
  return !bytes.some(isControl) && (bytes[0] !== DIGIT_ZERO || isUtf8(bytes))
}

/**
 * The characters of a file for the eyes of PEM, whose marks and base64 are ASCII: UTF-16 where a byte order mark says
 * so (PowerShell writes it), else one character a byte, so that free text in any encoding is passed over.
 */
export const fileTextOf = (bytes: Uint8Array): string => {
  if (isLittleEndian(bytes)) return new TextDecoder('utf-16le').decode(bytes)
  if (isBigEndian(bytes)) return new TextDecoder('utf-16be').decode(bytes)
  return Buffer.from(bytes).toString('latin1')
}
