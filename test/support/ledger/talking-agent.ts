import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import { agentRoutes } from '../../../application/agents/protocol.js'
import type { AgentRoute } from '../../../application/agents/heard.js'
import { PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Uuid } from '../../../domain/values/uuid.js'
import { messageVerifier } from '../../../infrastructure/sealing/message-verifier.js'
import type { Clock } from '../../../application/ports/clock.js'
import { decoded } from '../decoded.js'
import { fe01 } from './sends.js'

const textOf = (key: KeyObject): PublicKeyText => decoded(PublicKeyText, key.export({ format: 'jwk' }).x)

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A compact JWS, whatever its header says. */
export const jws = (key: KeyObject, header: object, content: unknown): string => {
  const signed = `${part(header)}.${part(content)}`
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
}

/** The keys of an agent, and what is shown of them. */
export const freshKeys = () => {
  const signing = generateKeyPairSync('ed25519')
  const sealing = generateKeyPairSync('x25519')
  const keys = { signing: textOf(signing.publicKey), sealing: textOf(sealing.publicKey) }
  return { signing: signing.privateKey, keys, fingerprint: messageVerifier.fingerprintOf(keys) }
}
export type AgentKeyring = ReturnType<typeof freshKeys>

/** What an agent says of itself. The parts that are left out are those of an honest one. */
export type Speaking = {
  readonly fqdn?: string
  readonly machine?: string
  readonly keyring?: AgentKeyring
  /** By how many ms its clock runs ahead. */
  readonly aheadMs?: number
}

/** One process of an agent, which numbers its messages and remembers the run of the server that answered. */
export const talkingAgent = (clock: Clock, speaking: Speaking = {}) => {
  const { fqdn = fe01, machine = 'machine 1', keyring = freshKeys(), aheadMs = 0 } = speaking
  const instance = decoded(Uuid, randomUUID())
  let epoch: string | null = null
  let sequence = 0
  const sentAt = (): string => new Date(Date.parse(clock.now()) + aheadMs).toISOString()
  const header = (route: AgentRoute) => ({ alg: 'EdDSA', kid: fqdn, url: agentRoutes[route] })
  const stamped = (content: object): object => {
    sequence += 1
    return { fqdn, instance, epoch, sequence, sentAt: sentAt(), ...content }
  }
  const said = (route: AgentRoute, content: object): string =>
    jws(keyring.signing, header(route), stamped(content))
  return {
    ...keyring,
    instance,
    said,
    stamped,
    header,
    hears: (heard: string) => { epoch = heard },
    enrolment: (invitation: string, over: object = {}): string =>
      jws(keyring.signing, header('enrol'), {
        fqdn, invitation, keys: keyring.keys, machine, version: '0.1.0', sentAt: sentAt(), ...over,
      }),
    start: (over: object = {}): string => said('start', { epoch: null, machine, version: '0.1.0', ...over }),
    sync: (): string => said('sync', { version: '0.1.0', entries: [] }),
  }
}
export type TalkingAgent = ReturnType<typeof talkingAgent>
