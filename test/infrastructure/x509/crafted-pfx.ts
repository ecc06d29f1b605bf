import { explicit, integer, octets, oid, sequence } from './der-building.js'

const PKCS7 = '1.2.840.113549.1.7'
const BAGS = '1.2.840.113549.1.12.10.1'

export const contentInfo = (kind: number, content: Uint8Array): Uint8Array =>
  sequence(oid(`${PKCS7}.${kind}`), explicit(0, content))

/** A bag by the last arc of its kind: 1 key, 2 shrouded key, 3 certificate, 4 CRL, 5 secret, 6 bags. */
export const bag = (kind: number, value: Uint8Array): Uint8Array => sequence(oid(`${BAGS}.${kind}`), explicit(0, value))

export const certificateBag = (der: Uint8Array): Uint8Array =>
  bag(3, sequence(oid('1.2.840.113549.1.9.22.1'), explicit(0, octets(der))))

export const secretBag: Uint8Array = bag(5, sequence(oid('1.2.3'), explicit(0, octets(Uint8Array.from([1])))))

/** PFX around the parts of an authenticated safe, with whatever is given as its MAC. */
export const pfxOf = (
  parts: ReadonlyArray<Uint8Array>,
  mac: ReadonlyArray<Uint8Array> = [],
  version = 3,
): Uint8Array => new Uint8Array(sequence(integer(version), contentInfo(1, octets(sequence(...parts))), ...mac))

/** A part whose bags lie open. */
export const openPart = (...bags: ReadonlyArray<Uint8Array>): Uint8Array => contentInfo(1, octets(sequence(...bags)))

const someIv = octets(new Uint8Array(16))
const aes256 = sequence(oid('2.16.840.1.101.3.4.1.42'), someIv)

/** PBES2 with the key derivation given, and AES-256 unless another cipher is. */
export const pbes2 = (derivation: Uint8Array, cipher: Uint8Array = aes256): Uint8Array =>
  sequence(oid('1.2.840.113549.1.5.13'), sequence(derivation, cipher))

const salt = octets(new Uint8Array(8))

export const pbkdf2 = (iterations: bigint | number, ...others: ReadonlyArray<Uint8Array>): Uint8Array =>
  sequence(oid('1.2.840.113549.1.5.12'), sequence(salt, integer(iterations), ...others))

export const scrypt = (n: bigint | number, r: bigint | number, p: bigint | number): Uint8Array =>
  sequence(oid('1.3.6.1.4.1.11591.4.11'), sequence(salt, integer(n), integer(r), integer(p)))

/** A part encrypted as the algorithm says; its ciphertext is zeros. */
export const sealedPart = (algorithm: Uint8Array, ciphertext: Uint8Array = new Uint8Array(32)): Uint8Array =>
  contentInfo(6, sequence(integer(0), sequence(oid(`${PKCS7}.1`), algorithm, implicitOctets(ciphertext))))

const implicitOctets = (content: Uint8Array): Uint8Array => {
  const encoded = Uint8Array.from(octets(content))
  encoded[0] = 0x80
  return encoded
}

export const macData = (
  algorithm: Uint8Array,
  digest: Uint8Array,
  ...iterations: ReadonlyArray<Uint8Array>
): Uint8Array => sequence(sequence(algorithm, octets(digest)), salt, ...iterations)

export const pbmac1 = (derivation: Uint8Array, scheme: string): Uint8Array =>
  sequence(oid('1.2.840.113549.1.5.14'), sequence(derivation, sequence(oid(scheme))))
