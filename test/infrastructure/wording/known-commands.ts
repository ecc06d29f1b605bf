import { optionGroups } from '../../../infrastructure/cli/arguments/options-of-command.js'
import type { CliCommand } from '../../../infrastructure/cli/table/cli-command.js'
import { table } from '../../../infrastructure/cli/table/table.js'

const pathOf = ({ path }: CliCommand): string => path.join(' ')

/** What can stand behind `certledger`: a noun with its verb, or a command by itself. */
export const knownCommands: ReadonlyArray<string> = table.map(pathOf)

const optionsOf = (command: CliCommand): ReadonlyArray<string> => [
  '--help',
  ...optionGroups(command).flatMap(({ options }) => options.flatMap(({ names }) => names)),
]

const knownOptions: ReadonlySet<string> = new Set(table.flatMap(optionsOf))

/** The texts between backticks. */
export const codeIn = (text: string): ReadonlyArray<string> =>
  [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '')

const optionsIn = (code: string): ReadonlyArray<string> =>
  [...code.matchAll(/(?<=^|[ [])--[a-z][a-z-]*/g)].map(([option]) => option)

const faultsOfCall = (words: string): ReadonlyArray<string> => {
  const called = table.filter((command) => `${words} `.startsWith(`${pathOf(command)} `))
  if (called.length === 0) return words.startsWith('--') ? [] : [`no command: certledger ${words}`]
  return optionsIn(words)
    .filter((option) => !called.some((command) => optionsOf(command).includes(option)))
    .map((option) => `no option ${option}: certledger ${words}`)
}

/** What a text tells its reader to type, between backticks, and the command line does not know. */
export const unknownIn = (text: string): ReadonlyArray<string> =>
  codeIn(text).flatMap((code) =>
    code.startsWith('certledger ')
      ? faultsOfCall(code.slice('certledger '.length))
      : optionsIn(code).filter((option) => !knownOptions.has(option)),
  )
