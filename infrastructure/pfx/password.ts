import { isUtf8, transcode } from 'node:buffer'

/** A password in the two forms that PKCS#12 derives keys from. Whoever got them overwrites `bmp` after use. */
export type PfxPassword = {
  /** UTF-8, for PBES2. */
  readonly utf8: Uint8Array
  /** UTF-16 big endian with two zero bytes at the end, for the MAC. Source: RFC 7292 appendix B.1. */
  readonly bmp: Buffer
}

/** Both forms of a password; null where it is not UTF-8 or holds a zero character, which no other program can enter. */
export const passwordForms = (utf8: Uint8Array): PfxPassword | null => {
  if (!isUtf8(utf8) || utf8.includes(0)) return null
  const units = utf8.length === 0 ? Buffer.alloc(0) : transcode(utf8, 'utf8', 'utf16le').swap16()
  const bmp = Buffer.concat([units, Buffer.alloc(2)])
  units.fill(0)
  return { utf8, bmp }
}
