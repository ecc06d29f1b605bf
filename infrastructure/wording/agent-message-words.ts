import type { AgentError } from '../../application/agents/agent-error.js'
import type { ByTag, Wordings } from './wording.js'

type Misunderstood = ByTag<AgentError>['AgentMessageNotUnderstood']

const reasons: Readonly<Record<Misunderstood['because'], string>> = {
  notSigned: 'It is no compact JWS with EdDSA, or longer than 1 MiB.',
  otherRoute: 'It was made for another route than the one that it came to.',
  content: 'Its content has not the form that this version knows, or speaks for another front end.',
}

/** Words for messages of agents that are not listened to. */
export const agentMessageWords: Wordings<ByTag<AgentError>> = {
  AgentSessionUnknown: {
    outcome: 'unauthenticated',
    title: 'The agent has not started',
    detail: ({ fqdn }) => `The agent of ${fqdn} has not begun to speak with this run of the server.`,
    remedy: 'Nothing: an agent starts again by itself, for example after the server was restarted.',
  },
  AgentMessageReplayed: {
    outcome: 'denied',
    title: 'The message was heard before',
    detail: ({ fqdn, sequence, last }) =>
      `Message ${String(sequence)} of the agent of ${fqdn} came after message ${String(last)}.`,
    remedy: 'If it happens again somebody repeats messages of this agent: find out who stands between.',
  },
  AgentSpeaksTooOften: {
    outcome: 'tooMany',
    title: 'The agent speaks too often',
    detail: ({ fqdn, limit }) => `More than ${String(limit)} messages of the agent of ${fqdn} came at once.`,
    remedy: 'An agent waits by itself. If it happens again, something else speaks with its keys: decommission it.',
  },
  AgentSignatureInvalid: {
    outcome: 'unauthenticated',
    title: 'The signature is not the agent’s',
    detail: ({ fqdn }) => `The message for ${fqdn} is not signed with the key that speaks for it.`,
    remedy:
      'If the agent was set up anew, confirm its enrolment first: `certledger front-end show` tells the fingerprint ' +
      'that is trusted. Otherwise somebody else tries to speak for it.',
  },
  AgentMessageNotUnderstood: {
    outcome: 'usage',
    title: 'The message is not understood',
    detail: ({ because }) => reasons[because],
    remedy: 'Let agent and server be of versions that belong together: `certledger --version`.',
  },
}
