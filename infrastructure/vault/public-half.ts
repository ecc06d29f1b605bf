import { createHash, createPrivateKey, createPublicKey, ECDH, type KeyObject } from 'node:crypto'
import type { SpkiDigest } from '../../domain/values/spki-digest.js'

const NAMED_CURVE_BELOW_BYTES = 256

/** DER header of a SEQUENCE or BIT STRING shorter than 256 bytes. */
const header = (tag: number, length: number): Buffer => Buffer.from(length < 128 ? [tag, length] : [tag, 0x81, length])

const afterHeader = (der: Buffer, at: number): number => at + ((der[at + 1] ?? 0) < 128 ? 2 : 3)

/**
 * RFC 5480 section 2.2 writes the point of one and the same EC key in two forms. Certificate and key file may differ in
 * them, and so in their SubjectPublicKeyInfo: both are that of the key.
 */
const inBothPointForms = (spki: Buffer, curve: string): ReadonlyArray<Buffer> => {
  const algorithmAt = afterHeader(spki, 0)
  const bitStringAt = afterHeader(spki, algorithmAt) + (spki[algorithmAt + 1] ?? 0)
  const algorithm = spki.subarray(algorithmAt, bitStringAt)
  const point = spki.subarray(afterHeader(spki, bitStringAt) + 1)
  return (['compressed', 'uncompressed'] as const).map((form) => {
    const converted = Buffer.from(String(ECDH.convertKey(point, curve, undefined, 'hex', form)), 'hex')
    const bits = Buffer.concat([header(0x03, converted.length + 1), Buffer.of(0), converted])
    return Buffer.concat([header(0x30, algorithm.length + bits.length), algorithm, bits])
  })
}

/** A curve that is spelt out instead of named makes the structure longer; then only the form as it stands is known. */
const encodings = (publicKey: KeyObject): ReadonlyArray<Buffer> => {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const curve = publicKey.asymmetricKeyDetails?.namedCurve
  const isNamed = curve !== undefined && spki.length < NAMED_CURVE_BELOW_BYTES
  return isNamed ? [spki, ...inBothPointForms(spki, curve)] : [spki]
}

const digestOf = (spki: Buffer): string => createHash('sha256').update(spki).digest('hex').toUpperCase()

/** True when this PKCS#8 DER is a private key whose public half has the digest. The bytes are not changed. */
export const publicHalfHas = (pkcs8: Uint8Array, spkiDigest: SpkiDigest): boolean => {
  try {
    const der = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength)
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    return encodings(createPublicKey(privateKey)).some((spki) => digestOf(spki) === spkiDigest)
  } catch {
    return false
  }
}
