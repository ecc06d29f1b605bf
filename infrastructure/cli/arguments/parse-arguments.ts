import { CommanderError } from 'commander'
import { E, pipe, type Either } from '../../../domain/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import type { ArgumentSpec, CliCommand } from '../table/cli-command.js'
import { meantOptions } from './meant-options.js'
import { programOf, type Found } from './program.js'
import type { RawValues } from './raw-values.js'
import { usageFault } from './usage-fault.js'

/**
 * What was typed: a command with its values; or too little, or a wish for help (`wanted`), and help is the answer.
 * `path` is how far the words were understood.
 */
export type Parsed =
  | { readonly _tag: 'Called'; readonly command: CliCommand; readonly raw: RawValues }
  | { readonly _tag: 'Help'; readonly text: string; readonly wanted: boolean; readonly path: string }

const isPassword = (word: string): boolean => /^--?password(?:=|$)/i.test(word)

/** An option of this name is none of ours, and would be shown with its value. */
const isToken = (word: string): boolean => /^--?token(?:=|$)/i.test(word)

const isHelp = (word: string): boolean => word === '--help' || word === '-h'

/** `help certificate import` is `certificate import --help`, and `--version` is `version`. */
const unfolded = ([first, ...rest]: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (first === 'help') return [...rest, '--help']
  if (first === '--version' || first === '-V') return ['version', ...rest]
  return first === undefined ? [] : [first, ...rest]
}

/** What has no option of the same meaning can only stand in its place. */
const isMissing = ({ fields }: CliCommand, { field, alsoOption }: ArgumentSpec, values: RawValues): boolean =>
  !alsoOption && fields[field]?.required === true && values[field] === undefined

const argumentMissing = ({ path, fields }: CliCommand, { shown, field }: ArgumentSpec): FaceError => ({
  _tag: 'ArgumentMissing',
  argument: shown,
  allowed: fields[field]?.schema.enum ?? [],
  command: path.join(' '),
})

const placed = ({ command, raw, rest }: Found): Either<FaceError, Parsed> => {
  const path = command.path.join(' ')
  const taken = rest.slice(0, command.arguments.length)
  const fields = command.arguments.map(({ field }) => field)
  const unexpected = rest[command.arguments.length] ?? taken.find((_, index) => raw[fields[index] ?? ''] !== undefined)
  if (unexpected !== undefined) return E.left({ _tag: 'ArgumentUnexpected', value: unexpected, command: path })
  const values: RawValues = Object.fromEntries(taken.map((value, index) => [fields[index] ?? '', value]))
  const missing = command.arguments.find((argument) => isMissing(command, argument, values))
  if (missing !== undefined) return E.left(argumentMissing(command, missing))
  return E.right({ _tag: 'Called', command, raw: { ...raw, ...values } })
}

/**
 * Adds what may have been meant by an option that there is not: options of the same meaning, or of a like spelling,
 * which commander does not see where an equals sign stands behind the name.
 */
const withSuggestions = (
  fault: FaceError,
  argv: ReadonlyArray<string>,
  commands: ReadonlyArray<CliCommand>,
  again: (argv: ReadonlyArray<string>) => Either<FaceError, Parsed>,
): FaceError => {
  if (fault._tag !== 'UnknownOption') return fault
  const { name, command } = fault
  const meant = meantOptions(name, command, commands)
  if (meant.length > 0) return { ...fault, suggestions: meant }
  const bare = argv.map((word) => (word.startsWith(`${name}=`) ? name : word))
  if (bare.every((word, index) => word === argv[index])) return fault
  const found = again(bare)
  return E.isLeft(found) ? found.left : fault
}

const attempt = (
  argv: ReadonlyArray<string>,
  commands: ReadonlyArray<CliCommand>,
  width: number,
): Either<FaceError, Parsed> => {
  const { program, found, path, output } = programOf(commands, argv, width)
  try {
    program.parse(argv, { from: 'user' })
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown
    const fault = usageFault(thrown, path())
    const again = (words: ReadonlyArray<string>) => attempt(words, commands, width)
    if (fault !== null) return E.left(withSuggestions(fault, argv, commands, again))
    return E.right({ _tag: 'Help', text: output(), wanted: thrown.code === 'commander.helpDisplayed', path: path() })
  }
  const call = found()
  return call === null ? E.right({ _tag: 'Help', text: output(), wanted: false, path: path() }) : placed(call)
}

/** Help of something that does not exist is an unknown command, not the help of what stands above it. */
const helpOfSomething = (
  argv: ReadonlyArray<string>,
  commands: ReadonlyArray<CliCommand>,
  width: number,
): Either<FaceError, null> => {
  const before = attempt(argv.filter((word) => !isHelp(word)), commands, width)
  return E.isLeft(before) && before.left._tag === 'UnknownCommand' ? before : E.right(null)
}

/** Reads the words after `certledger`. A password on the command line is refused before anything could repeat it. */
export const parseArguments = (
  argv: ReadonlyArray<string>,
  commands: ReadonlyArray<CliCommand>,
  width: number,
): Either<FaceError, Parsed> => {
  if (argv.some(isPassword)) return E.left({ _tag: 'PasswordOnCommandLine' })
  if (argv.some(isToken)) return E.left({ _tag: 'TokenOnCommandLine' })
  const words = unfolded(argv)
  return pipe(
    attempt(words, commands, width),
    E.chainFirst((parsed) =>
      parsed._tag === 'Help' && parsed.wanted ? helpOfSomething(words, commands, width) : E.right(null)),
  )
}
