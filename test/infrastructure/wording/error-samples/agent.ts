import type { AgentFault } from '../../../../application/agents/agent-fault.js'
import { Fqdn } from '../../../../domain/values/fqdn.js'
import { decoded } from '../../../support/decoded.js'
import type { SamplesOf } from './samples-of.js'

const server = 'https://ledger.contoso.com:8443'
const state = '/var/lib/certledger-agent'

export const agentSamples: SamplesOf<AgentFault> = {
  LedgerUnreachable: [
    { _tag: 'LedgerUnreachable', server, reason: 'ECONNREFUSED' },
    { _tag: 'LedgerUnreachable', server, reason: 'HTTP_502' },
  ],
  LedgerNotTrusted: [
    { _tag: 'LedgerNotTrusted', server, because: 'signature' },
    { _tag: 'LedgerNotTrusted', server, because: 'otherKey' },
    { _tag: 'LedgerNotTrusted', server, because: 'otherLedger' },
    { _tag: 'LedgerNotTrusted', server, because: 'otherFrontEnd' },
    { _tag: 'LedgerNotTrusted', server, because: 'otherMessage' },
    { _tag: 'LedgerNotTrusted', server, because: 'malformed' },
    { _tag: 'LedgerNotTrusted', server, because: 'outdated' },
  ],
  LedgerRefused: [
    {
      _tag: 'LedgerRefused',
      server,
      asked: 'start',
      problem: 'AgentNotEnrolled',
      detail: 'No agent is enrolled for fe01.contoso.com, or it is not this one.',
    },
  ],
  AgentFileUnusable: [{ _tag: 'AgentFileUnusable', path: `${state}/agent.json`, reason: 'EACCES' }],
  AgentFileExposed: [{ _tag: 'AgentFileExposed', path: `${state}/keys.json`, mode: '0644' }],
  AgentNotSetUp: [{ _tag: 'AgentNotSetUp', state }],
  AgentSetUpOtherwise: [
    { _tag: 'AgentSetUpOtherwise', state, fqdn: decoded(Fqdn, 'fe02.contoso.com'), server },
  ],
  AgentRunning: [{ _tag: 'AgentRunning', path: state }],
  ServerNotSecure: [{ _tag: 'ServerNotSecure', server: 'http://ledger.contoso.com' }],
  AgentConfigNotUnderstood: [
    { _tag: 'AgentConfigNotUnderstood', path: `${state}/agent.yaml`, where: 'roles.Default.hooks' },
  ],
}
