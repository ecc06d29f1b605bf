import { textOf, type RawValues } from '../arguments/raw-values.js'
import { givesToken } from './access.js'
import { asks } from './asks.js'
import type { CliCommand } from './cli-command.js'
import { sends } from './sends.js'

const fqdn = { shown: 'FQDN', field: 'fqdn', summary: 'fully qualified domain name', alsoOption: true }
const fingerprint = {
  shown: 'FINGERPRINT',
  field: 'fingerprint',
  summary: 'what `certledger agent enrol` showed on that machine, in quotes where it has blanks',
  alsoOption: true,
}

const which = (raw: RawValues): string => textOf(raw, 'fqdn') ?? 'this front end'

/** Front ends, and the agents that speak for them. */
export const frontEndCommands: ReadonlyArray<CliCommand> = [
  sends('RegisterFrontEnd', {
    path: ['front-end', 'register'],
    arguments: [fqdn],
    examples: ['fe01.contoso.com'],
  }),
  asks('ListFrontEnds', { path: ['front-end', 'list'], examples: ['', '--at 2026-06-30'] }),
  asks('ShowFrontEnd', {
    path: ['front-end', 'show'],
    arguments: [fqdn],
    notes: ['The fingerprint is that of the agent which is trusted, or which asks to be.'],
    examples: ['fe01.contoso.com', 'fe01.contoso.com --at 2026-06-30 -o json'],
  }),
  givesToken('InviteAgent', {
    path: ['front-end', 'invite'],
    arguments: [fqdn],
    notes: [
      'The invitation is shown once. One agent may ask with it, once, to speak for this front end;',
      'it is trusted after `certledger front-end confirm`. A new invitation replaces one before it.',
    ],
    examples: ['fe01.contoso.com --token-out fe01.invitation', 'fe01.contoso.com --expires 2h'],
  }),
  sends('ConfirmEnrolment', {
    path: ['front-end', 'confirm'],
    arguments: [fqdn, fingerprint],
    notes: ['Compare on another way than the agent came: at its console, or read out over the telephone.'],
    examples: [`fe01.contoso.com ${'3F2A9C01'.repeat(8)}`],
  }),
  sends('DeclineEnrolment', {
    path: ['front-end', 'decline'],
    arguments: [fqdn],
    examples: ['fe01.contoso.com --reason "the fingerprint is another"'],
  }),
  sends('DecommissionFrontEnd', {
    path: ['front-end', 'decommission'],
    arguments: [fqdn],
    notes: ['What was delivered stays on its disk: wipe that, or retire the certificates.'],
    action: (raw) => `Take ${which(raw)} out of service`,
    examples: ['fe01.contoso.com --yes', 'fe01.contoso.com --force --reason "hardware lost" --yes'],
  }),
]
