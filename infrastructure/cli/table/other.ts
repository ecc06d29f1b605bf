import { shells } from '../completion/command-tree.js'
import { doctorFields } from '../doctor/doctor-fields.js'
import { shellFields } from '../run/shell-fields.js'
import type { CliCommand } from './cli-command.js'
import { deferred } from './deferred.js'

const doctor: CliCommand = {
  path: ['doctor'],
  summary: 'Check the health of the ledger: files, log, read side, vault, rolls, clock, disk',
  kind: 'other',
  fields: doctorFields,
  arguments: [],
  notes: [
    'Ends with 5 if a record was changed from outside, with 4 if something critical is found,',
    'with 3 for a mere warning, and else with 0; --fail-on says what counts.',
    'Without --sweep and --rebuild nothing is changed.',
    'With --server it needs the right to administer, and leaves out the machine of the ledger.',
  ],
  examples: ['', '--deep --rebuild', '--sweep', '-o json'],
  perform: (call) => deferred(async () => (await import('../doctor/doctor.js')).doctor(call)),
}

const completion: CliCommand = {
  path: ['completion'],
  summary: 'Write the completion script of a shell to standard output',
  kind: 'other',
  isLocal: true,
  fields: shellFields,
  arguments: [{ shown: 'SHELL', field: 'shell', summary: shells.join(', '), alsoOption: false }],
  notes: [
    'bash:        certledger completion bash > ~/.local/share/bash-completion/completions/certledger',
    'zsh:         certledger completion zsh > "${fpath[1]}/_certledger"',
    'fish:        certledger completion fish > ~/.config/fish/completions/certledger.fish',
    'PowerShell:  certledger completion powershell >> $PROFILE',
  ],
  examples: ['bash', 'zsh', 'fish', 'powershell'],
  perform: (call) => deferred(async () => (await import('../run/write-completion.js')).writeCompletion(call)),
}

const version: CliCommand = {
  path: ['version'],
  summary: 'Show the version of the program, and of the Node that runs it',
  kind: 'other',
  isLocal: true,
  fields: {},
  arguments: [],
  notes: [],
  examples: ['', '-o json'],
  perform: (call) => deferred(async () => (await import('../run/write-version.js')).writeVersion(call)),
}

/** What is neither a command nor a question of the catalogues. */
export const otherCommands: ReadonlyArray<CliCommand> = [doctor, completion, version]
