import { driftVerdict } from '../run/drift-verdict.js'
import { failOnFields } from '../run/fail-on.js'
import { asks } from './asks.js'
import type { CliCommand } from './cli-command.js'
import { sends } from './sends.js'

const frontEnd = { shown: 'FQDN', field: 'fqdn', summary: 'fully qualified domain name', alsoOption: true }

/** Where what is installed differs from what is intended. */
export const driftCommands: ReadonlyArray<CliCommand> = [
  asks('ListDrift', {
    path: ['drift', 'list'],
    arguments: [frontEnd],
    extra: failOnFields,
    verdict: driftVerdict,
    notes: [
      'missing: what is meant is not in its place; stale: another certificate of the slot is there;',
      'foreign: a certificate that never was in the slot, or a file that the agent did not put there;',
      'unreadable: the certificate or its private key cannot be used.',
      'Ends with 4 if what is in force differs, with 3 if something beside it does, else with 0;',
      '--fail-on says what counts.',
    ],
    examples: ['', 'fe01.contoso.com --all', '--kind foreign -o csv', '--at 2026-11-01'],
  }),
  sends('AcceptDrift', {
    path: ['drift', 'accept'],
    arguments: [frontEnd],
    notes: [
      'It needs --reason, and ends by itself as soon as the difference changes.',
      'What is in force and not accepted is delivered again by itself; files of somebody else stay.',
    ],
    examples: [
      'fe01.contoso.com --type Default --kind foreign --reason "the old web server still needs it"',
      'fe01.contoso.com --type Default --kind foreign --store-file Default/by-hand.pfx --reason CHG-1042',
    ],
  }),
]
