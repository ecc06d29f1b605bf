import { commands } from '../../../application/commands/catalogue.js'
import { optionOf } from '../../../infrastructure/wording/option.js'
import { questions } from '../../../projections/questions/catalogue.js'

/** What can stand behind `certledger`: a noun with its verbs, or a command by itself. */
export const knownCommands: ReadonlyArray<string> = [
  ...[
    'import', 'set', 'get', 'list', 'show', 'export', 'remove', 'correct', 'retire', 'compromise', 'destroy-key',
  ].map((verb) => `certificate ${verb}`),
  ...['list', 'cancel', 'reschedule', 'back', 'activate'].map((verb) => `roll ${verb}`),
  ...['configure', 'show'].map((verb) => `site ${verb}`),
  ...['register', 'list'].map((verb) => `front-end ${verb}`),
  ...['log', 'diff', 'why', 'inventory', 'expiring', 'doctor', 'completion'],
]

const common = [
  '--at', '--known-at', '--reason', '--ticket', '--dry-run', '--yes', '--no-input', '--ledger', '--output', '--help',
  '--vault-passphrase-file',
]

const fieldsOf = (specs: Readonly<Record<string, { readonly fields: object }>>): ReadonlyArray<string> =>
  Object.values(specs).flatMap(({ fields }) => Object.keys(fields))

/** Every option of the command line: those of all commands and questions, and the common ones. */
export const knownOptions: ReadonlySet<string> = new Set([
  ...common,
  ...[...fieldsOf(commands), ...fieldsOf(questions)].map(optionOf),
])

/** The texts between backticks. */
export const codeIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '')

/** The commands that a text tells its reader to use, without their options. */
export const commandsIn = (text: string): ReadonlyArray<string> =>
  codeIn(text).flatMap((code) => {
    const match = /^certledger ([a-z-]+(?: [a-z-]+)?)(?= |$)/.exec(code.replace(/ -.*$/, ''))
    return match?.[1] === undefined ? [] : [match[1]]
  })

/** The options that a text names between backticks. */
export const optionsIn = (text: string): ReadonlyArray<string> =>
  codeIn(text).flatMap((code) => [...code.matchAll(/(?<=^|[ [])--[a-z][a-z-]*/g)].map(([option]) => option))

/** True for a command, and for a noun or command with an argument behind it. */
export const isKnownCommand = (text: string): boolean =>
  knownCommands.some((known) => text === known || known.startsWith(`${text} `) || text.startsWith(`${known} `))
