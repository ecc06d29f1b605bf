import type { FaceError } from './face-error.js'
import { listed, pathWords, printable, quoted } from './printable.js'
import { reasonWords } from './reason-words.js'
import { bytesWords } from './units.js'
import type { ByTag, Wordings } from './wording.js'

const perhaps = (suggestions: ReadonlyArray<string>, otherwise: string): string =>
  suggestions.length === 0 ? otherwise : `Did you mean ${listed(suggestions, 'or')}?`

const help = (command: string): string => `\`certledger ${printable(command)} --help\` shows how it is used.`

/** Words for what goes wrong in a face. */
export const faceWords: Wordings<ByTag<FaceError>> = {
  FileUnreadable: {
    outcome: 'unusable',
    title: 'The file cannot be read',
    detail: ({ path, reason }) => `${pathWords(path)}: ${reasonWords(reason)}.`,
    remedy: 'Check the path and the rights of the file.',
  },
  FileTooLargeToRead: {
    outcome: 'tooLarge',
    title: 'The file is too large to be read',
    detail: ({ path, limitBytes }) => `${pathWords(path)} has more than ${bytesWords(limitBytes)}, and was not read.`,
    remedy: 'Check that this is the file that is meant.',
  },
  PasswordOnCommandLine: {
    outcome: 'usage',
    title: 'A password does not belong on the command line',
    detail: 'Whoever lists the processes of this machine reads it there, and the shell keeps it in its history.',
    remedy: 'Use `--password-file FILE`, or answer the prompt. Change a password that was already typed this way.',
  },
  TokenOnCommandLine: {
    outcome: 'usage',
    title: 'A token does not belong on the command line',
    detail: 'Whoever lists the processes of this machine reads it there, and the shell keeps it in its history.',
    remedy: 'Use `--token-file FILE`, or CERTLEDGER_TOKEN. Rotate a token that was already typed this way.',
  },
  LedgerAndServer: {
    outcome: 'usage',
    title: 'The ledger is named twice',
    detail: '`--ledger` names a directory of this machine and `--server` a server; only one of them can be meant.',
    remedy: 'Leave one of them out. What is typed goes before CERTLEDGER_DIR and CERTLEDGER_SERVER.',
  },
  ActorGivenByToken: {
    outcome: 'usage',
    title: 'The server knows who asks',
    detail: '`--actor` was given, but with a server the record names whoever the token was granted to.',
    remedy: 'Leave `--actor` out. `--on-behalf-of` says for whom it is done.',
  },
  NotForServer: {
    outcome: 'usage',
    title: 'The command concerns this machine alone',
    detail: ({ command }) => `\`certledger ${printable(command)}\` has no use for \`--server\`.`,
    remedy: 'Leave `--server` out.',
  },
  PasswordSourceAmbiguous: {
    outcome: 'usage',
    title: 'The password was given more than once',
    detail: ({ sources }) => `It was given by ${listed(sources)}.`,
    remedy: 'Give it in one way only.',
  },
  PasswordsDiffer: {
    outcome: 'usage',
    title: 'The two passwords differ',
    detail: 'What was typed the second time is not what was typed the first time.',
    remedy: 'Repeat the command and type the same password twice.',
  },
  ConfirmationRequired: {
    outcome: 'usage',
    title: 'A confirmation is needed',
    detail: ({ action }) => `${printable(action)}: there is no terminal to ask at. Nothing was done.`,
    remedy: 'Add `--yes` to confirm it beforehand, or `--dry-run` to see what would be recorded.',
  },
  NotConfirmed: {
    outcome: 'failure',
    title: 'Nothing was done',
    detail: ({ action }) => `${printable(action)}: not confirmed.`,
    remedy: 'Repeat the command and answer yes, or add `--yes`. `--dry-run` shows what would be recorded.',
  },
  OutputExists: {
    outcome: 'usage',
    title: 'The output file exists already',
    detail: ({ path }) => `${pathWords(path)} was not overwritten.`,
    remedy: 'Name another file, or overwrite this one with `--force`, the file of a token with `--overwrite`.',
  },
  OutputUnwritable: {
    outcome: 'failure',
    title: 'The output cannot be written',
    detail: ({ path, reason }) => `${pathWords(path)}: ${reasonWords(reason)}.`,
    remedy: 'Name another file, or mend the rights or the space of this place.',
  },
  UnknownCommand: {
    outcome: 'usage',
    title: 'There is no such command',
    detail: ({ name }) => `${quoted(name)} is not a command of certledger.`,
    remedy: ({ suggestions }) => perhaps(suggestions, '`certledger --help` lists the commands.'),
  },
  UnknownOption: {
    outcome: 'usage',
    title: 'There is no such option',
    detail: ({ name, command }) => `\`certledger ${printable(command)}\` has no option ${quoted(name)}.`,
    remedy: ({ command, suggestions }) => perhaps(suggestions, help(command)),
  },
  OptionWithoutValue: {
    outcome: 'usage',
    title: 'An option lacks its value',
    detail: ({ name }) => `${printable(name)} is followed by nothing that could be its value.`,
    remedy: ({ command }) => help(command),
  },
  ArgumentUnexpected: {
    outcome: 'usage',
    title: 'There is one argument too many',
    detail: ({ value, command }) => `\`certledger ${printable(command)}\` has no use for ${quoted(value)}.`,
    remedy: ({ command }) => help(command),
  },
  ArgumentMissing: {
    outcome: 'usage',
    title: 'An argument is missing',
    detail: ({ argument, allowed, command }) => {
      const choice = allowed.length === 0 ? '' : `: ${listed(allowed, 'or')}`
      return `\`certledger ${printable(command)}\` needs ${argument}${choice}.`
    },
    remedy: ({ command }) => help(command),
  },
  CommandIncomplete: {
    outcome: 'usage',
    title: 'The command is not complete',
    detail: ({ command, commands }) =>
      `${command === '' ? 'Nothing' : quoted(command)} is not yet a command. There are: ${commands.join(', ')}.`,
    remedy: '`certledger --help` lists the commands.',
  },
  TypedTooLong: {
    outcome: 'usage',
    title: 'What was typed is too long',
    detail: ({ limitBytes }) => `It has more than ${bytesWords(limitBytes)}, and nothing of it was used.`,
    remedy: 'Check what was pasted. A password of a file can also be given with `--password-file FILE`.',
  },
  Interrupted: {
    outcome: 'interrupted',
    title: 'Interrupted',
    detail: ({ signal }) => `The program was stopped by ${printable(signal)}.`,
    remedy: '`certledger log --newest 10` shows what was recorded. Repeating the command is safe.',
  },
  Unexpected: {
    outcome: 'failure',
    title: 'Something went wrong that should not',
    detail: ({ id }) => `This is a defect of certledger. Its number is ${printable(id)}.`,
    remedy:
      'Report it with this number and the command, without passwords or private keys. `certledger doctor` checks ' +
      'the ledger.',
  },
}
