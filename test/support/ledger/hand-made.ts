import { frontEndStream, observationStream } from '../../../domain/streams.js'
import { AgentFingerprint, PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { decoded } from '../decoded.js'
import { instant } from '../instants.js'
import { byHand } from '../observed.js'
import { beginsAt } from './memory-ledger.js'
import { fe01 } from './sends.js'
import type { OnRecord } from './told-by-agents.js'

const fqdn = decoded(Fqdn, fe01)
const at = instant(beginsAt)
const publicKey = decoded(PublicKeyText, 'A'.repeat(43))
const keys = { signing: publicKey, sealing: publicKey }
const agent = { fqdn, keys, fingerprint: decoded(AgentFingerprint, 'F1'.repeat(32)), machine: fe01 }

/** A front end is registered, its agent is enrolled, and finds a file that somebody else put into its store. */
export const handMadeInstall: ReadonlyArray<OnRecord> = [
  { stream: frontEndStream(fqdn), event: { type: 'FrontEndRegistered', data: { fqdn, registeredAt: at } } },
  { stream: frontEndStream(fqdn), event: { type: 'AgentEnrolled', data: { ...agent, enrolledAt: at } } },
  {
    stream: observationStream(fqdn),
    event: {
      type: 'StoreObserved',
      data: { fqdn, entries: [byHand('C')], version: '0.1.0', observedAt: at, receivedAt: at },
    },
  },
]
