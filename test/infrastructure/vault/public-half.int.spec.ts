import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { SpkiDigest } from '../../../domain/values/spki-digest.js'
import { publicHalfHas } from '../../../infrastructure/vault/public-half.js'
import { arbitraryKey, KEY_KINDS } from './key-deposits.js'

const openssl = (args: ReadonlyArray<string>, input: Buffer): Buffer =>
  execFileSync('openssl', args, { input, stdio: ['pipe', 'pipe', 'ignore'] })

const digestOf = (spki: Buffer): SpkiDigest => {
  const digest = createHash('sha256').update(spki).digest('hex').toUpperCase()
  if (!SpkiDigest.is(digest)) throw new Error('no digest')
  return digest
}

/** One EC key with its private key and its public key, each written with the point in the form asked for. */
const ecKey = (curve: string, encoding: 'named_curve' | 'explicit' = 'named_curve') => {
  const key = openssl(['ecparam', '-genkey', '-noout', '-name', curve, '-param_enc', encoding], Buffer.alloc(0))
  const written = (form: string, ...more: ReadonlyArray<string>): Buffer =>
    openssl(['pkey', '-ec_conv_form', form, '-ec_param_enc', encoding, ...more], key)
  return {
    pkcs8: (form: string) => openssl(['pkcs8', '-topk8', '-nocrypt', '-outform', 'DER'], written(form)),
    digest: (form: string) => digestOf(written(form, '-pubout', '-outform', 'DER')),
  }
}

const FORMS = ['compressed', 'uncompressed']
const CURVES = ['prime256v1', 'secp384r1', 'secp521r1', 'secp256k1', 'brainpoolP256r1']
const MIXED = CURVES.flatMap((curve) => FORMS.flatMap((one) => FORMS.map((other) => [curve, one, other] as const)))

describe('the public half of a private key', () => {
  it.each(KEY_KINDS)('is known by its digest (%s)', (kind) => {
    const key = arbitraryKey(kind)
    expect(publicHalfHas(key.pkcs8, key.spkiDigest)).toBe(true)
    expect(publicHalfHas(key.pkcs8, arbitraryKey(kind).spkiDigest)).toBe(false)
  })

  it.each(MIXED)('is the same on %s when the key file has the point %s and the certificate %s', (curve, one, other) => {
    const key = ecKey(curve)
    expect(publicHalfHas(key.pkcs8(one), key.digest(other))).toBe(true)
    expect(publicHalfHas(key.pkcs8(one), ecKey(curve).digest(other))).toBe(false)
  })

  it('is known on a curve that is spelt out', () => {
    const key = ecKey('prime256v1', 'explicit')
    expect(publicHalfHas(key.pkcs8('uncompressed'), key.digest('uncompressed'))).toBe(true)
  })

  it('is none of bytes that are no private key', () => {
    const { spkiDigest, pkcs8 } = arbitraryKey()
    expect(publicHalfHas(Buffer.from('no key'), spkiDigest)).toBe(false)
    expect(publicHalfHas(pkcs8.subarray(1), spkiDigest)).toBe(false)
    expect(publicHalfHas(Buffer.alloc(0), spkiDigest)).toBe(false)
  })
})
