import { commands, type CommandName } from '../../../application/commands/catalogue.js'
import { textOf, type RawValues } from '../arguments/raw-values.js'
import { always } from '../run/always.js'
import { tokenFields } from '../run/token-fields.js'
import { asks } from './asks.js'
import type { CliCommand } from './cli-command.js'
import { deferred } from './deferred.js'
import { sends } from './sends.js'

const subject = {
  arguments: [{ shown: 'SUBJECT', field: 'subject', summary: 'name of the person or service', alsoOption: true }],
}

type Described = Pick<CliCommand, 'path' | 'examples' | 'arguments' | 'notes'>

/** A command whose answer holds a token: shown once, or written into a file. */
export const givesToken = (name: CommandName, described: Described): CliCommand => ({
  ...sends(name, described),
  fields: { ...commands[name].fields, ...tokenFields },
  perform: (call) =>
    deferred(async () => {
      const { handOutToken } = await import('../run/hand-out-token.js')
      return handOutToken(call, { meant: always(name), action: () => null })
    }),
})

const who = (raw: RawValues): string => textOf(raw, 'subject') ?? 'this subject'

/** Who may do what over the network. */
export const accessCommands: ReadonlyArray<CliCommand> = [
  givesToken('GrantAccess', {
    path: ['access', 'grant'],
    ...subject,
    notes: [
      'administrator may do everything, operator import, assign, roll and replicate,',
      'requester ask for certificates, auditor ask every question;',
      'operator and requester ask every one but who has access.',
      'The token is shown once. Whoever has access already keeps his token.',
    ],
    examples: [
      'alice --roles administrator --token-out alice.token',
      'deploy --kind service --roles operator --expires 90d --reason "pipeline of the web team"',
    ],
  }),
  givesToken('RotateToken', {
    path: ['access', 'rotate'],
    ...subject,
    notes: ['The token before it holds for another 24 hours; --overlap says how long, --now that it does not.'],
    examples: ['deploy --token-out deploy.token --overwrite', 'alice --now --reason "laptop stolen"'],
  }),
  sends('RevokeAccess', {
    path: ['access', 'revoke'],
    ...subject,
    action: (raw) => `Revoke all access of ${who(raw)}`,
    examples: ['alice --yes --reason "has left"'],
  }),
  asks('ListAccess', {
    path: ['access', 'list'],
    ...subject,
    examples: ['', '--right administer --at 2026-06-30', 'alice --all -o json'],
  }),
]
