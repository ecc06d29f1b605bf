import { frontEndStream } from '../../../domain/streams.js'
import { AgentFingerprint, PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { decoded } from '../decoded.js'
import { instant } from '../instants.js'
import { beginsAt } from './memory-ledger.js'
import { fe01 } from './sends.js'
import type { OnRecord } from './told-by-agents.js'

const fqdn = decoded(Fqdn, fe01)
const stream = frontEndStream(fqdn)
const key = decoded(PublicKeyText, 'A'.repeat(43))
const at = instant(beginsAt)

/** What the agent shows that waits. */
export const waitingFingerprint = decoded(AgentFingerprint, '3F2A9C01'.repeat(8))

/** A front end whose agent has asked, and waits to be confirmed. */
export const waitingAgent: ReadonlyArray<OnRecord> = [
  { stream, event: { type: 'FrontEndRegistered', data: { fqdn, registeredAt: at } } },
  {
    stream,
    event: {
      type: 'EnrolmentRequested',
      data: {
        fqdn,
        keys: { signing: key, sealing: key },
        fingerprint: waitingFingerprint,
        machine: 'fe01',
        version: '0.1.0',
        requestedAt: at,
      },
    },
  },
]
