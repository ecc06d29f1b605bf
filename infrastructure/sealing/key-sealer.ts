import { createPublicKey, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import type { KeySealer, KeyToSeal, Proof } from '../../application/ports/key-sealer.js'
import { TE } from '../../application/prelude.js'
import type { PublicKeyText } from '../../domain/values/agent-keys.js'

const sealingKey = (x: PublicKeyText): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' })

const plaintextOf = ({ binding, privateKey, certificate, chain }: KeyToSeal): Buffer => {
  const bytes = privateKey.reveal()
  const pkcs8 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return Buffer.from(JSON.stringify({ binding, privateKey: pkcs8, certificate, chain }), 'utf8')
}

const sealed = async (content: KeyToSeal): Promise<string> => {
  const plaintext = plaintextOf(content)
  try {
    return await new CompactEncrypt(plaintext)
      .setProtectedHeader({
        alg: 'ECDH-ES+A256KW',
        enc: 'A256GCM',
        crit: ['binding'],
        binding: content.binding,
      })
      .encrypt(sealingKey(content.recipient), { crit: { binding: true } })
  } finally {
    plaintext.fill(0)
  }
}

const isEdwards = ({ asymmetricKeyType }: KeyObject): boolean =>
  asymmetricKeyType === 'ed25519' || asymmetricKeyType === 'ed448'

const isProof = ({ certificate, text, signature }: Proof): boolean => {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(certificate, 'base64'))
    const digest = isEdwards(publicKey) ? null : 'sha256'
    return verify(digest, Buffer.from(text, 'utf8'), publicKey, Buffer.from(signature, 'base64url'))
  } catch {
    return false
  }
}

/** Seals with JOSE to X25519, and verifies what an installed key signed with Node's own cryptography. */
export const keySealer: KeySealer = {
  seal: (content) =>
    TE.tryCatch(() => sealed(content), () => ({ _tag: 'KeyNotSealed', fqdn: content.binding.fqdn })),
  isProof,
}
