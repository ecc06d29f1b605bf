import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { messageVerifier } from '../../../infrastructure/sealing/message-verifier.js'
import { must } from '../../support/log-reading.js'
import { fingerprintOf } from '../../support/agent/fingerprint-of.js'
import { freshKeys, jws } from '../../support/ledger/talking-agent.js'

const { claimsOf, isSignedBy } = messageVerifier
const { signing, keys } = freshKeys()
const header = { alg: 'EdDSA', kid: 'fe01.contoso.com', url: '/v1/agent/sync' }
const content = { fqdn: 'fe01.contoso.com', sequence: 1 }
const message = jws(signing, header, content)

describe('The verifier of messages', () => {
  it('reads what a message claims, and knows the key that signed it', async () => {
    expect(claimsOf(message)).toEqual({ kid: header.kid, url: header.url, content })
    expect(must(await isSignedBy(message, keys.signing)())).toBe(true)
  })

  it('knows no other key, also not the other one of the same agent', async () => {
    expect(must(await isSignedBy(message, freshKeys().keys.signing)())).toBe(false)
    expect(must(await isSignedBy(message, keys.sealing)())).toBe(false)
  })

  it.each([
    ['nothing', ''],
    ['no JWS', 'hello'],
    ['no signature', jws(signing, { ...header, alg: 'none' }, content).replace(/[^.]*$/, '')],
    ['another algorithm', jws(signing, { ...header, alg: 'HS256' }, content)],
    ['a header with more in it', jws(signing, { ...header, crit: ['b64'], b64: false }, content)],
    ['a header with a key', jws(signing, { ...header, jwk: { kty: 'OKP' } }, content)],
    ['a name that is none', jws(signing, { ...header, kid: '../fe01' }, content)],
    ['a message of two megabytes', jws(signing, header, 'x'.repeat(2_000_000))],
    ['content that is no JSON', message.replace(/\.[^.]*\./, '.bm90IGpzb24.')],
  ])('reads no claim from %s', (_what, text) => {
    expect(claimsOf(text)).toBeNull()
  })

  it('believes no message of which one character was changed', async () => {
    await fc.assert(fc.asyncProperty(fc.nat(message.length - 1), fc.constantFrom(...'AaZz09-_.'), async (at, put) => {
      const changed = message.slice(0, at) + put + message.slice(at + 1)
      fc.pre(changed !== message)
      // The last character of a signature holds four bits, so that others stand for the same bytes.
      fc.pre(at < message.length - 1)
      expect(must(await isSignedBy(changed, keys.signing)())).toBe(false)
    }))
  })

  it('makes a fingerprint of both keys, in their order', () => {
    expect(messageVerifier.fingerprintOf(keys)).toBe(fingerprintOf(keys))
    const swapped = { signing: keys.sealing, sealing: keys.signing }
    expect(messageVerifier.fingerprintOf(swapped)).not.toBe(fingerprintOf(keys))
  })
})
