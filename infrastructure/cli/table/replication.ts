import { asks } from './asks.js'
import type { CliCommand } from './cli-command.js'
import { sends } from './sends.js'

const frontEnd = { shown: 'FQDN', field: 'fqdn', summary: 'fully qualified domain name', alsoOption: true }

/** Deliveries to the front ends, and what they prove of rolls. */
export const replicationCommands: ReadonlyArray<CliCommand> = [
  asks('ReplicationStatus', {
    path: ['replication', 'status'],
    arguments: [frontEnd],
    notes: [
      'Replicated means that the key was handed out to the agent, deployed that it was proved to work.',
      'UP TO DATE says yes where everything that is meant for a front end is deployed there.',
    ],
    examples: ['', 'fe01.contoso.com', '-o json'],
  }),
  sends('ReplicateToFrontEnd', {
    path: ['replication', 'invoke'],
    arguments: [frontEnd],
    notes: [
      'Without --force only what was never delivered, or failed, is asked for. What no agent has',
      'collected yet waits. A --type for which nothing is meant there is refused.',
      'It is never needed: whatever changes is delivered by itself, and again where it failed.',
    ],
    examples: ['fe01.contoso.com', 'fe01.contoso.com --force --reason "disk replaced"'],
  }),
  asks('RollEvidence', {
    path: ['roll', 'evidence'],
    examples: ['', '--type OAuthTokenIssuer -o json'],
  }),
  sends('SetRollPolicy', {
    path: ['roll', 'policy'],
    notes: [
      'hold puts off by a day what is not proved, again and again, while the server runs;',
      'warn leaves it to certledger roll evidence and certledger doctor to say so;',
      'proceed asks for no proof.',
    ],
    examples: ['--type OAuthTokenIssuer --unproved hold --margin 2h'],
  }),
]
