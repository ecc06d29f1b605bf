/** What a DER or BER encoding is when it holds a private key. */
export type DerSecret =
  | 'PKCS#1 private key'
  | 'PKCS#8 private key'
  | 'PKCS#12 file'
  | 'SEC1 private key'
  | 'encrypted private key'

/**
 * The head of an element: its tag, the bytes of its tag and length, and of its content; undefined length is
 * BER's indefinite form.
 */
type Head = { readonly tag: number; readonly headBytes: number; readonly contentBytes: number | undefined }

const SEQUENCE = 0x30
const INTEGER = 0x02
const OCTET_STRING = 0x04
const OBJECT_IDENTIFIER = 0x06

const headAt = (der: Uint8Array, offset: number): Head | undefined => {
  const tag = der[offset]
  const first = der[offset + 1]
  if (tag === undefined || first === undefined) return undefined
  if (first < 0x80) return { tag, headBytes: 2, contentBytes: first }
  if (first === 0x80) return { tag, headBytes: 2, contentBytes: undefined }
  const count = first - 0x80
  const lengthBytes = der.subarray(offset + 2, offset + 2 + count)
  if (count > 4 || lengthBytes.length < count) return undefined
  return { tag, headBytes: 2 + count, contentBytes: lengthBytes.reduce((sum, byte) => sum * 256 + byte, 0) }
}

const oidAt = (der: Uint8Array, offset: number): string | undefined => {
  const head = headAt(der, offset)
  if (head?.tag !== OBJECT_IDENTIFIER || head.contentBytes === undefined) return undefined
  const from = offset + head.headBytes
  return Buffer.from(der.subarray(from, from + head.contentBytes)).toString('hex')
}

/** PKCS#5 and the password based ciphers of PKCS#12. */
const isPasswordBased = (oid: string): boolean =>
  oid.startsWith('2a864886f70d0105') || oid.startsWith('2a864886f70d010c01')

const isContainer = (oid: string): boolean => oid.startsWith('2a864886f70d0107')

/**
 * After a version and a sequence that begins with an object identifier: a container makes a PKCS#12 file, an
 * algorithm with an OCTET STRING behind it a PKCS#8 key. Certificates of version 1 and explicit curve
 * parameters go on in another way.
 */
const afterIdentifier = (der: Uint8Array, version: number, offset: number, next: Head): DerSecret | undefined => {
  const oid = oidAt(der, offset + next.headBytes)
  if (oid === undefined) return undefined
  if (version === 3) return isContainer(oid) ? 'PKCS#12 file' : undefined
  const behind = next.contentBytes === undefined ? undefined : der[offset + next.headBytes + next.contentBytes]
  return version <= 1 && (behind ?? OCTET_STRING) === OCTET_STRING ? 'PKCS#8 private key' : undefined
}

const afterVersion = (der: Uint8Array, version: number, offset: number): DerSecret | undefined => {
  const next = headAt(der, offset)
  if (next?.tag === SEQUENCE) return afterIdentifier(der, version, offset, next)
  const bytes = next?.contentBytes ?? 0
  if (next?.tag === INTEGER && version <= 1 && bytes >= 32) return 'PKCS#1 private key'
  if (next?.tag === OCTET_STRING && version === 1 && bytes >= 14) return 'SEC1 private key'
  return undefined
}

/**
 * What private key begins at the first byte, or undefined. A key starts with a SEQUENCE and a version;
 * certificates, requests, public keys, revocation lists and signatures do not. The first 40 bytes are enough to
 * tell. Source: RFC 5958 section 2 and 3, RFC 8017 appendix A.1.2, RFC 5915 section 3, RFC 7292 section 4.
 */
export const derSecret = (der: Uint8Array): DerSecret | undefined => {
  const outer = headAt(der, 0)
  const inner = outer?.tag === SEQUENCE ? headAt(der, outer.headBytes) : undefined
  if (outer === undefined || inner === undefined) return undefined
  const content = outer.headBytes + inner.headBytes
  if (inner.tag === INTEGER && inner.contentBytes === 1) return afterVersion(der, der[content] ?? 255, content + 1)
  const oid = inner.tag === SEQUENCE ? oidAt(der, content) : undefined
  return oid !== undefined && isPasswordBased(oid) ? 'encrypted private key' : undefined
}

/** True where so many bytes, of which these are the first, are exactly one element, by its own length. */
export const isOneElement = (der: Uint8Array, bytes: number): boolean => {
  const head = headAt(der, 0)
  return head?.contentBytes !== undefined && head.headBytes + head.contentBytes === bytes
}
