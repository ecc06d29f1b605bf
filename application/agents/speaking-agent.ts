import type { AgentFingerprint, AgentKeys } from '../../domain/values/agent-keys.js'
import type { Fqdn } from '../../domain/values/fqdn.js'
import type { Uuid } from '../../domain/values/uuid.js'
import { askedBy, type Asked } from '../context.js'

/** An agent whose message was verified, as the process that speaks for it. `asked`: on whose account it is recorded. */
export type SpeakingAgent = {
  readonly fqdn: Fqdn
  readonly keys: AgentKeys
  readonly fingerprint: AgentFingerprint
  readonly instance: Uuid
  /** How far the agent's clock runs ahead of the ledger's, in ms; negative behind. */
  readonly clockSkewMs: number
  readonly asked: Asked
  /** Where the message came from. */
  readonly address: string | null
}

/** Agents act for themselves; every message is its own command. */
export const byAgent = (fqdn: Fqdn, address: string | null): Asked =>
  askedBy({ kind: 'agent', name: fqdn, onBehalfOf: null }, { face: 'agent', address })
