import type { KeyObject } from 'node:crypto'
import { createHash, createPublicKey } from 'node:crypto'
import { CompactSign, compactVerify } from 'jose'
import { t } from '../../../domain/prelude.js'
import { E, type Either } from '../../../application/prelude.js'
import type { Fqdn } from '../../../domain/values/fqdn.js'
import type { PublicKeyText } from '../../../domain/values/agent-keys.js'
import type { Distrust } from '../../../application/agents/agent-fault.js'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** A message as a compact JWS: signed by the agent, for one path only. Source: RFC 7515, RFC 8037. */
export const signedMessage = (key: KeyObject, fqdn: Fqdn, url: string, message: unknown): Promise<string> =>
  new CompactSign(Buffer.from(JSON.stringify(message))).setProtectedHeader({ alg: 'EdDSA', kid: fqdn, url }).sign(key)

const publicKey = (x: PublicKeyText): KeyObject =>
  createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })

/** An answer as it came, and the message that it is to be the answer to, as it was sent. */
export type Exchange = { readonly message: string; readonly answer: string }

/** The content of an answer that this key signed, and that it signed for this message. */
export const verifiedContent = async (
  { message, answer }: Exchange,
  signedBy: PublicKeyText,
): Promise<Either<Distrust, unknown>> => {
  try {
    const { payload, protectedHeader } = await compactVerify(answer, publicKey(signedBy), {
      algorithms: ['EdDSA', 'Ed25519'],
      crit: { req: true },
    })
    const isToThis = protectedHeader['req'] === createHash('sha256').update(message).digest('base64url')
    return isToThis ? E.right(JSON.parse(utf8.decode(payload))) : E.left('otherMessage')
  } catch {
    return E.left('signature')
  }
}

const Middle = t.tuple([t.string, t.string, t.string])

/** What an answer says before anything is checked: whom it says that it is signed by. */
export const uncheckedContent = (jws: string): unknown => {
  const parts = jws.split('.')
  try {
    return Middle.is(parts) ? JSON.parse(Buffer.from(parts[1], 'base64url').toString('utf8')) : null
  } catch {
    return null
  }
}
