import type { AgentError } from '../../../../application/agents/agent-error.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { decoded } from '../../../support/decoded.js'
import type { SamplesOf } from './samples-of.js'

const fe01 = decoded(Fqdn, 'fe01.contoso.com')

/** One of each reason why a message of an agent is not listened to. */
export const agentMessageSamples = {
  AgentSessionUnknown: [{ _tag: 'AgentSessionUnknown', fqdn: fe01 }],
  AgentMessageReplayed: [{ _tag: 'AgentMessageReplayed', fqdn: fe01, sequence: 3, last: 7 }],
  AgentSpeaksTooOften: [{ _tag: 'AgentSpeaksTooOften', fqdn: fe01, limit: 600, retryAfterS: 1 }],
  AgentSignatureInvalid: [{ _tag: 'AgentSignatureInvalid', fqdn: fe01 }],
  AgentMessageNotUnderstood: [
    { _tag: 'AgentMessageNotUnderstood', because: 'notSigned' },
    { _tag: 'AgentMessageNotUnderstood', because: 'otherRoute' },
    { _tag: 'AgentMessageNotUnderstood', because: 'content' },
  ],
} satisfies SamplesOf<AgentError>
