import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto'
import { compactVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { answerSigner } from '../../../infrastructure/sealing/answer-signer.js'
import { must } from '../../support/log-reading.js'

const publicKeyOf = (x: string) => createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })

describe('The key that the ledger signs with', () => {
  it('is another one each time, and says what its public half is', async () => {
    const [one, other] = [must(await answerSigner.freshKey()()), must(await answerSigner.freshKey()())]
    expect(one.publicKey).not.toBe(other.publicKey)
    const spki = publicKeyOf(one.publicKey).export({ type: 'spki', format: 'der' })
    expect(one.spkiDigest).toBe(createHash('sha256').update(spki).digest('hex').toUpperCase())
    const key = Buffer.from(one.privateKey.reveal())
    const half = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
    expect(half.export({ format: 'jwk' }).x).toBe(one.publicKey)
  })

  it('signs answers that its public half verifies, also after its bytes were wiped', async () => {
    const { privateKey, publicKey } = must(await answerSigner.freshKey()())
    const sign = must(await answerSigner.signingWith(privateKey)())
    privateKey.reveal().fill(0)
    const message = 'eyJh.eyJi.c2ln'
    const jws = must(await sign({ recorded: 3 }, message)())
    const { payload, protectedHeader } = await compactVerify(jws, publicKeyOf(publicKey), { crit: { req: true } })
    expect(JSON.parse(Buffer.from(payload).toString())).toEqual({ recorded: 3 })
    const req = createHash('sha256').update(message).digest('base64url')
    expect(protectedHeader).toEqual({ alg: 'EdDSA', crit: ['req'], req })
    await expect(compactVerify(jws, publicKeyOf(publicKey))).rejects.toThrow('req')
  })

  it('is refused where it is none', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    for (const bytes of [Buffer.from('no key'), rsa.export({ type: 'pkcs8', format: 'der' })]) {
      expect(await answerSigner.signingWith(secretOf(bytes))()).toEqual(E.left({ _tag: 'AnswerNotSigned' }))
    }
  })
})
