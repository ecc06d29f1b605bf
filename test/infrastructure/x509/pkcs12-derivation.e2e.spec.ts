import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestByOid } from '../../../infrastructure/x509/encryption/digests.js'
import { derivePkcs12 } from '../../../infrastructure/x509/encryption/pkcs12-derivation.js'
import { openssl } from './openssl.js'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe("PKCS#12's own key derivation", () => {
  it.each(Object.values(digestByOid))('derives with $name what OpenSSL derives', (digest) => {
    const bytes = (maxLength: number) => fc.uint8Array({ minLength: 1, maxLength })
    const input = fc.record({
      purpose: fc.integer({ min: 1, max: 3 }),
      password: bytes(200),
      salt: bytes(200),
      iterations: fc.integer({ min: 1, max: 50 }),
      length: fc.integer({ min: 1, max: 200 }),
    })

    fc.assert(fc.property(input, ({ purpose, password, salt, iterations, length }) => {
      const theirs = openssl('kdf', '-keylen', String(length), '-binary', '-kdfopt', `digest:${digest.name}`,
        '-kdfopt', `hexpass:${hex(password)}`, '-kdfopt', `hexsalt:${hex(salt)}`, '-kdfopt', `iter:${iterations}`,
        '-kdfopt', `id:${purpose}`, 'PKCS12KDF')
      const ours = derivePkcs12({ digest, salt, iterations }, purpose, password, length)
      expect(hex(ours)).toBe(hex(theirs))
    }), { numRuns: 12 })
  })
})
