import type { FaceError } from '../../../../infrastructure/wording/face-error.js'
import type { SamplesOf } from './samples-of.js'

const command = 'certificate set'

export const faceSamples = {
  FileUnreadable: [{ _tag: 'FileUnreadable', path: 'server.pfx', reason: 'ENOENT' }],
  FileTooLargeToRead: [{ _tag: 'FileTooLargeToRead', path: 'server.pfx', limitBytes: 1_048_576 }],
  PasswordOnCommandLine: [{ _tag: 'PasswordOnCommandLine' }],
  TokenOnCommandLine: [{ _tag: 'TokenOnCommandLine' }],
  LedgerAndServer: [{ _tag: 'LedgerAndServer' }],
  ActorGivenByToken: [{ _tag: 'ActorGivenByToken' }],
  NotForServer: [{ _tag: 'NotForServer', command: 'version' }],
  PasswordSourceAmbiguous: [{ _tag: 'PasswordSourceAmbiguous', sources: ['--password-file', 'CERTLEDGER_PASSWORD'] }],
  PasswordsDiffer: [{ _tag: 'PasswordsDiffer' }],
  ConfirmationRequired: [{ _tag: 'ConfirmationRequired', action: 'Destroy the private key of 7A78…' }],
  NotConfirmed: [{ _tag: 'NotConfirmed', action: 'Destroy the private key of 7A78…' }],
  OutputExists: [{ _tag: 'OutputExists', path: 'out.pfx' }],
  OutputUnwritable: [{ _tag: 'OutputUnwritable', path: '/out.pfx', reason: 'EROFS' }],
  UnknownCommand: [
    { _tag: 'UnknownCommand', name: 'certificat', suggestions: ['certificate'] },
    { _tag: 'UnknownCommand', name: 'frobnicate', suggestions: [] },
  ],
  UnknownOption: [
    { _tag: 'UnknownOption', name: '--thumb', command, suggestions: ['--thumbprint'] },
    { _tag: 'UnknownOption', name: '--colour', command, suggestions: [] },
  ],
  OptionWithoutValue: [{ _tag: 'OptionWithoutValue', name: '--type', command }],
  ArgumentUnexpected: [{ _tag: 'ArgumentUnexpected', value: 'now', command }],
  ArgumentMissing: [
    { _tag: 'ArgumentMissing', argument: 'SHELL', allowed: ['bash', 'zsh'], command },
    { _tag: 'ArgumentMissing', argument: 'NAME', allowed: [], command },
  ],
  CommandIncomplete: [
    { _tag: 'CommandIncomplete', command: '', commands: ['certificate', 'roll'] },
    { _tag: 'CommandIncomplete', command: 'roll', commands: ['roll list', 'roll cancel'] },
  ],
  TypedTooLong: [{ _tag: 'TypedTooLong', limitBytes: 4096 }],
  Interrupted: [{ _tag: 'Interrupted', signal: 'SIGINT' }],
  Unexpected: [{ _tag: 'Unexpected', id: '5c1f7a30' }],
} satisfies SamplesOf<FaceError>
