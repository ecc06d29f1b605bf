import { createHash, createPublicKey } from 'node:crypto'
import { compactVerify } from 'jose'
import type { ClaimedMessage, MessageVerifier } from '../../application/ports/message-verifier.js'
import { E, type TaskEither } from '../../application/prelude.js'
import { t } from '../../domain/prelude.js'
import { AgentFingerprint, type AgentKeys, type PublicKeyText } from '../../domain/values/agent-keys.js'
import { Fqdn } from '../../domain/values/fqdn.js'

const MOST_CHARACTERS = 1_048_576
const FORM = /^([A-Za-z0-9_-]{1,2000})\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]{86}$/

const Header = t.exact(t.type({ alg: t.literal('EdDSA'), kid: Fqdn, url: t.string }))
const MEMBERS = 3

const utf8 = new TextDecoder('utf-8', { fatal: true })

const jsonIn = (part: string): unknown => JSON.parse(utf8.decode(Buffer.from(part, 'base64url')))

const claimed = (header: unknown, content: unknown): ClaimedMessage | null =>
  Header.is(header) && Object.keys(header).length === MEMBERS
    ? { kid: header.kid, url: header.url, content }
    : null

const claimsOf: MessageVerifier['claimsOf'] = (message) => {
  const [, header, content] = message.length > MOST_CHARACTERS ? [] : (FORM.exec(message) ?? [])
  if (header === undefined || content === undefined) return null
  try {
    return claimed(jsonIn(header), jsonIn(content))
  } catch {
    return null
  }
}

const isSignedBy = (message: string, x: PublicKeyText): TaskEither<never, boolean> => async () => {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    await compactVerify(message, key, { algorithms: ['EdDSA'] })
    return E.right(true)
  } catch {
    return E.right(false)
  }
}

const fingerprintOf = ({ signing, sealing }: AgentKeys): AgentFingerprint => {
  const bytes = Buffer.concat([Buffer.from(signing, 'base64url'), Buffer.from(sealing, 'base64url')])
  const digest = createHash('sha256').update(bytes).digest('hex').toUpperCase()
  if (!AgentFingerprint.is(digest)) throw new TypeError('not a fingerprint')
  return digest
}

/** Messages of agents, checked with the platform's Ed25519. */
export const messageVerifier: MessageVerifier = { claimsOf, isSignedBy, fingerprintOf }
