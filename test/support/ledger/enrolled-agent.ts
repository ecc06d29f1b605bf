import type { SpeakingAgent } from '../../../application/agents/speaking-agent.js'
import { stamped } from '../../../application/context.js'
import { frontEnd } from '../../../domain/front-end/decide.js'
import type { FrontEndCommand } from '../../../domain/front-end/commands.js'
import { frontEndStream } from '../../../domain/streams.js'
import { AgentFingerprint, PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { plusMs } from '../../../domain/values/instant.js'
import { TokenDigest, TokenId } from '../../../domain/values/token-digest.js'
import { decoded } from '../decoded.js'
import { HOUR_MS } from '../instants.js'
import { must } from '../log-reading.js'
import { countedId } from './counted-ids.js'
import { alice, type MemoryLedger } from './memory-ledger.js'

const publicKey = decoded(PublicKeyText, 'A'.repeat(43))
const keys = { signing: publicKey, sealing: publicKey }
const fingerprint = decoded(AgentFingerprint, 'F1'.repeat(32))
const invitation = { id: decoded(TokenId, 'a'.repeat(16)), digest: decoded(TokenDigest, 'D'.repeat(64)) }

/** An agent is enrolled for a registered front end, and its process has started; as its messages are heard. */
export const enrolledAgent = async ({ services, clock }: MemoryLedger, name: string): Promise<SpeakingAgent> => {
  const fqdn = decoded(Fqdn, name)
  const at = clock.now()
  const instance = countedId(1, 77)
  const agent = { fqdn, keys, fingerprint, machine: name }
  const said: ReadonlyArray<FrontEndCommand> = [
    { type: 'InviteAgent', data: { fqdn, invitation, expiresAt: plusMs(at, HOUR_MS), at } },
    { type: 'RequestEnrolment', data: { ...agent, invitation, version: '0.1.0', at } },
    { type: 'EnrolAgent', data: { fqdn, fingerprint, at } },
    { type: 'StartAgent', data: { fqdn, instance, machine: name, version: '0.1.0', clockSkewMs: 0, at } },
  ]
  for (const command of said) {
    must(await services.handle(frontEnd, stamped(services, alice), frontEndStream(fqdn), command)())
  }
  const asked = {
    ...alice,
    actor: { kind: 'agent', name: fqdn, onBehalfOf: null },
    origin: { face: 'agent', address: '10.0.0.1' },
  } as const
  return { fqdn, keys, fingerprint, instance, clockSkewMs: 0, asked, address: '10.0.0.1' }
}
