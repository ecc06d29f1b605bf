import { describe, expect, it } from 'vitest'
import {
  bag, certificateBag, contentInfo, macData, openPart, pbes2, pbkdf2, pbmac1, pfxOf, scrypt, sealedPart, secretBag,
} from './crafted-pfx.js'
import { explicit, integer, nothing, octets, oid, sequence } from './der-building.js'
import { readHere, refusalOf } from './reading.js'

const refused = (bytes: Uint8Array, limits: Parameters<typeof readHere>[2] = {}) =>
  refusalOf(readHere(bytes, 'x', limits))
const corrupt = (detail: string) => ({ _tag: 'FileCorrupt', format: 'PKCS#12', detail })
const iterations = (found: number | null) => ({ _tag: 'LimitExceeded', limit: 'iterations', allowed: 5_000_000, found })

const SHA256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nothing)
const hmacSha256 = '1.2.840.113549.2.9'
const digest = new Uint8Array(32)

describe('a PKCS#12 file that asks for too much', () => {
  it('is refused before anything is derived, counting all its parts together', () => {
    const half = pbes2(pbkdf2(3_000_000))
    const both = pfxOf([sealedPart(half), sealedPart(half)])
    const withMac = pfxOf([sealedPart(half)], [macData(SHA256, digest, integer(3_000_000))])
    const began = performance.now()

    expect(refused(both)).toEqual(iterations(6_000_000))
    expect(refused(withMac)).toEqual(iterations(6_000_000))
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it.each([2_147_483_647n, 2n ** 47n, 2n ** 64n, 2n ** 4_000n])('is refused at once with %s iterations', (many) => {
    const found = many < 2n ** 48n ? Number(many) : null
    const began = performance.now()

    expect(refused(pfxOf([sealedPart(pbes2(pbkdf2(many)))]))).toEqual(iterations(found))
    expect(refused(pfxOf([], [macData(SHA256, digest, integer(many))]))).toEqual(iterations(found))
    expect(refused(pfxOf([], [macData(pbmac1(pbkdf2(many, integer(32)), hmacSha256), digest)])))
      .toEqual(iterations(found))
    expect(performance.now() - began).toBeLessThan(2_000)
  })

  it('is refused when scrypt wants too much memory or time', () => {
    const memory = (found: number | null) =>
      ({ _tag: 'LimitExceeded', limit: 'key derivation memory', allowed: 67_108_864, found })
    const sealed = (n: bigint | number, r: number, p: number) => pfxOf([sealedPart(pbes2(scrypt(n, r, p)))])

    expect(refused(sealed(2 ** 20, 8, 1))).toEqual(memory(128 * 8 * (2 ** 20 + 3)))
    expect(refused(sealed(2, 2 ** 40, 1))).toEqual(memory(128 * 2 ** 40 * 5))
    expect(refused(sealed(2n ** 80n, 8, 1))).toEqual(memory(null))
    expect(refused(sealed(2 ** 14, 8, 1_000))).toEqual(iterations(2 ** 14 * 8 * 1_000))
    for (const [n, r, p] of [[0, 8, 1], [1, 8, 1], [3, 8, 1], [16, 0, 1], [16, 8, 0], [2 ** 16, 1, 1]] as const) {
      expect(refused(sealed(n, r, p))).toEqual(corrupt('the parameters of a key derivation are malformed'))
    }
  })

  it('is refused with more than a thousand bags, wherever they lie', () => {
    const bags = (count: number) => Array.from({ length: count }, () => secretBag)
    const exceeded = { _tag: 'LimitExceeded', limit: 'bags', allowed: 1_000, found: null }

    expect(refused(pfxOf([openPart(...bags(1_000))]))).toEqual({ _tag: 'NoCertificate', format: 'PKCS#12', keys: 0 })
    expect(refused(pfxOf([openPart(...bags(1_001))]))).toEqual(exceeded)
    expect(refused(pfxOf([openPart(...bags(600)), openPart(...bags(600))]))).toEqual(exceeded)
    expect(refused(pfxOf([openPart(bag(6, sequence(...bags(1_000))))]))).toEqual(exceeded)
  })

  it('is refused when its bags are nested without end', () => {
    const nested = (depth: number): Uint8Array =>
      depth === 0 ? secretBag : bag(6, sequence(nested(depth - 1)))

    expect(refused(pfxOf([openPart(nested(10))]))._tag).toBe('NoCertificate')
    expect(refused(pfxOf([openPart(nested(40))])))
      .toEqual({ _tag: 'LimitExceeded', limit: 'nesting', allowed: 64, found: null })
  })

  it('is refused when its elements are nested two hundred thousand times', () => {
    const deep = new Uint8Array(400_000).map((_, i) => (i % 2 === 0 ? 0x30 : 0x80))

    expect(refused(deep)).toEqual({ _tag: 'LimitExceeded', limit: 'nesting', allowed: 64, found: null })
  })
})

describe('a PKCS#12 file that is malformed', () => {
  const sealed = (algorithm: Uint8Array, ciphertext?: Uint8Array) => pfxOf([sealedPart(algorithm, ciphertext)])

  it.each([
    ['another version', pfxOf([openPart(secretBag)], [], 4), 'the version is not 3'],
    ['no contents', new Uint8Array(sequence(integer(3), contentInfo(1, nothing))), 'the contents are malformed'],
    ['contents that are no sequence', new Uint8Array(sequence(integer(3), contentInfo(1, octets(integer(1))))),
      'the contents are malformed'],
    ['a part without a kind', pfxOf([sequence(integer(1))]), 'a part of the contents is malformed'],
    ['a part that is no ASN.1', pfxOf([contentInfo(1, octets(Uint8Array.from([0x30, 5, 1])))]),
      'a part of the contents is malformed'],
    ['a bag without a value', pfxOf([openPart(sequence(oid('1.2.840.113549.1.12.10.1.3')))]), 'a bag is malformed'],
    ['a certificate bag without octets', pfxOf([openPart(bag(3, sequence(oid('1.2.840.113549.1.9.22.1'))))]),
      'a certificate bag is malformed'],
    ['a certificate that is none', pfxOf([openPart(certificateBag(Uint8Array.from([1, 2, 3])))]),
      'a certificate is malformed'],
    ['a key bag that is no sequence', pfxOf([openPart(bag(1, integer(1)))]), 'a key bag is malformed'],
    ['a key that is none', pfxOf([openPart(bag(1, sequence(integer(0))))]), 'a private key is malformed'],
    ['an encrypted part of half a block', sealed(pbes2(pbkdf2(1)), new Uint8Array(17)),
      'an encrypted part is not whole blocks'],
    ['an encrypted part without bytes', sealed(pbes2(pbkdf2(1)), new Uint8Array(0)),
      'an encrypted part is not whole blocks'],
    ['no iterations', sealed(pbes2(pbkdf2(0))), 'salt or iterations are malformed'],
    ['a derived length that the cipher does not have', sealed(pbes2(pbkdf2(1, integer(16)))),
      'the derived length is not that of the cipher'],
    ['a cipher without a vector', sealed(pbes2(pbkdf2(1), sequence(oid('2.16.840.1.101.3.4.1.42'), nothing))),
      'the parameters of a cipher are malformed'],
    ['an algorithm that is none', sealed(integer(1)), 'an encryption algorithm is missing'],
    ['a MAC that is none', pfxOf([], [integer(1)]), 'the integrity parameters are malformed'],
    ['a MAC of another length than its hash', pfxOf([], [macData(SHA256, new Uint8Array(20))]),
      'the integrity parameters are malformed'],
    ['PBMAC1 without a key length', pfxOf([], [macData(pbmac1(pbkdf2(1), hmacSha256), digest)]),
      'the integrity parameters are malformed'],
    ['PBMAC1 with a key of 19 bytes', pfxOf([], [macData(pbmac1(pbkdf2(1, integer(19)), hmacSha256), digest)]),
      'the integrity parameters are malformed'],
    ['PBMAC1 with a key of 65 bytes', pfxOf([], [macData(pbmac1(pbkdf2(1, integer(65)), hmacSha256), digest)]),
      'the integrity parameters are malformed'],
  ])('is refused as corrupt: %s', (_, bytes, detail) => {
    expect(refused(bytes)).toEqual(corrupt(detail))
  })

  it('is refused with the algorithm that is not offered', () => {
    const unsupported = (purpose: string, algorithm: string) => ({ _tag: 'UnsupportedAlgorithm', purpose, algorithm })
    const signed = new Uint8Array(sequence(integer(3), contentInfo(2, octets(sequence()))))
    const prf = sequence(oid('1.2.3.4'), nothing)

    expect(refused(signed)).toEqual(unsupported('integrity', 'signedData'))
    expect(refused(pfxOf([contentInfo(3, sequence())]))).toEqual(unsupported('encryption', 'envelopedData'))
    expect(refused(sealed(sequence(oid('1.2.3'))))).toEqual(unsupported('encryption', '1.2.3'))
    expect(refused(sealed(pbes2(sequence(oid('1.2.3')))))).toEqual(unsupported('key derivation', '1.2.3'))
    expect(refused(sealed(pbes2(pbkdf2(1, prf))))).toEqual(unsupported('key derivation', '1.2.3.4'))
    expect(refused(sealed(pbes2(pbkdf2(1), sequence(oid('1.2.410.200004.1.4'))))))
      .toEqual(unsupported('encryption', 'SEED-CBC'))
    expect(refused(pfxOf([], [macData(sequence(oid('1.3.36.3.2.1')), digest)])))
      .toEqual(unsupported('integrity', 'RIPEMD-160'))
    expect(refused(pfxOf([], [macData(pbmac1(pbkdf2(1, integer(32)), '1.2.3'), digest)])))
      .toEqual(unsupported('integrity', '1.2.3'))
    expect(refused(pfxOf([openPart(bag(1, sequence(integer(0), sequence(oid('1.2.643.7.1.1.1.1')), octets(digest))))])))
      .toEqual(unsupported('private key', 'GOST R 34.10-2012 (256)'))
  })

  it('passes over bags of other kinds and certificates that are not X.509', () => {
    const sdsi = bag(3, sequence(oid('1.2.840.113549.1.9.22.2'), explicit(0, octets(digest))))

    expect(refused(pfxOf([openPart(bag(4, sequence()), sdsi, bag(77, sequence()), secretBag)])))
      .toEqual({ _tag: 'NoCertificate', format: 'PKCS#12', keys: 0 })
  })
})
