import { enrolFields, replaceKeysFields, runFields, statusFields } from '../run/agent-fields.js'
import type { CliCommand } from './cli-command.js'
import { deferred } from './deferred.js'

const state = '--state /var/lib/certledger-agent'

/** What is typed on a front end: the agent of that machine. None of it opens a ledger. */
export const agentCommands: ReadonlyArray<CliCommand> = [
  {
    path: ['agent', 'enrol'],
    summary: 'Make the keys of this machine’s agent, and ask the ledger to enrol it',
    kind: 'other',
    isLocal: true,
    fields: enrolFields,
    arguments: [],
    notes: [
      'Shows the fingerprint that the administrator compares before it is confirmed. Asked again, it',
      'tells what has become of it; the invitation is needed only the first time, and asked for where',
      'no --invitation-file is given. Where the server asks for certificates, --client-certificate and',
      '--client-key are kept as paths, and read at each start of the agent; asked again, others can be',
      'named.',
    ],
    examples: [
      `--server https://ledger.contoso.com:8443 --fqdn fe01.contoso.com ${state} --store /etc/certledger`,
    ],
    perform: (call) => deferred(async () => (await import('../run/enrol-agent.js')).enrolAgent(call)),
  },
  {
    path: ['agent', 'run'],
    summary: 'Collect, install and prove what is meant for this front end, and report what its store holds',
    kind: 'other',
    isLocal: true,
    fields: runFields,
    arguments: [],
    notes: [
      'Runs until it is stopped, and goes on through outages of the server. docs/agents.md has a unit for',
      'systemd, and tells of hooks.',
    ],
    examples: [state, `${state} --once`],
    perform: (call) => deferred(async () => (await import('../run/run-agent.js')).runAgent(call)),
  },
  {
    path: ['agent', 'replace-keys'],
    summary: 'Give this machine’s agent new keys; the former ones are not listened to any more',
    kind: 'other',
    isLocal: true,
    fields: replaceKeysFields,
    arguments: [],
    notes: [
      'The agent must not run meanwhile. If no answer comes, start it again or repeat this: either finds',
      'out which keys the ledger listens to.',
    ],
    examples: [state],
    perform: (call) => deferred(async () => (await import('../run/replace-agent-keys.js')).replaceAgentKeys(call)),
  },
  {
    path: ['agent', 'status'],
    summary: 'Show the agent of this machine as its own files tell of it, without asking the ledger',
    kind: 'other',
    isLocal: true,
    fields: statusFields,
    arguments: [],
    notes: [],
    examples: [state, `${state} -o json`],
    perform: (call) => deferred(async () => (await import('../run/show-agent.js')).showAgent(call)),
  },
]
