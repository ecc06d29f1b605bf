import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import { exitCodes, type ExitCode } from '../wording/exit-codes.js'
import type { SpokenError } from '../wording/problem.js'
import { errorStyle, type ErrorStyle } from './arguments/error-style.js'
import { parseArguments, type Parsed } from './arguments/parse-arguments.js'
import { without } from './arguments/raw-values.js'
import { defectOf } from '../wording/defect.js'
import { isForPrograms } from './output/machine-format.js'
import { settingOf } from './setting.js'
import { table } from './table/table.js'
import type { World } from './world.js'

const HELP_WIDTH = 100

type Help = Extract<Parsed, { readonly _tag: 'Help' }>

/** What can follow: the verbs of a noun, or the nouns. */
const below = (path: string): ReadonlyArray<string> => {
  const words = table.map((command) => command.path)
  return path === ''
    ? [...new Set(words.map(([noun]) => noun))]
    : words.filter(([noun]) => noun === path).map((both) => both.join(' '))
}

/** Too little was typed: a person is shown what there is, a program is told so like of any other error. */
const shownHelp = ({ stdout, stderr }: World, { format }: ErrorStyle, { text, wanted, path }: Help) => {
  if (wanted) return pipe(stdout.write(text), TE.map((): ExitCode => exitCodes.fine))
  return isForPrograms(format)
    ? TE.left<SpokenError>({ _tag: 'CommandIncomplete', command: path, commands: below(path) })
    : pipe(stderr.write(text), TE.map((): ExitCode => exitCodes.usage))
}

const carriedOut = (parsed: Parsed, world: World, style: ErrorStyle): TaskEither<SpokenError, ExitCode> => {
  if (parsed._tag === 'Help') return shownHelp(world, style, parsed)
  const { command, raw } = parsed
  const general = without(Object.keys(command.fields), raw)
  if (command.isLocal === true && general['server'] !== undefined) {
    return TE.left({ _tag: 'NotForServer', command: command.path.join(' ') })
  }
  return pipe(
    TE.fromEither(settingOf(general, world)),
    TE.chainW((setting) => command.perform({ raw, setting, world, commands: table })),
  )
}

const told = async (world: World, style: ErrorStyle, error: SpokenError): Promise<number> => {
  const { writeProblem } = await import('./output/write-problem.js')
  return writeProblem(world, style, error)
}

const failed = async (world: World, style: ErrorStyle, thrown: unknown): Promise<number> => {
  const { error, trace } = defectOf(thrown)
  const isDebugging = (world.env['CERTLEDGER_DEBUG'] ?? '') !== ''
  if (isDebugging) await world.stderr.write(`${trace}\n`)()
  return told(world, style, error)
}

const signals: ReadonlyMap<unknown, number> = new Map([['SIGHUP', 129], ['SIGINT', 130], ['SIGTERM', 143]])

/** A process that was asked to stop says so with its exit code, whatever it had come to. Source: POSIX shells. */
const endedWith = ({ interruption }: World, code: number): number =>
  interruption.aborted ? (signals.get(interruption.reason) ?? exitCodes.interrupted) : code

/**
 * The command line: reads the words after the program's name, does what they say in a world, and returns the exit code.
 * Everything that can go wrong is told on error output; it never rejects.
 */
export const runCli = async (argv: ReadonlyArray<string>, world: World): Promise<number> => {
  const style = errorStyle(argv, world)
  try {
    const outcome = await pipe(
      TE.fromEither(parseArguments(argv, table, Math.min(world.columns ?? HELP_WIDTH, HELP_WIDTH))),
      TE.chainW((parsed) => carriedOut(parsed, world, style)),
    )()
    return endedWith(world, E.isLeft(outcome) ? await told(world, style, outcome.left) : outcome.right)
  } catch (thrown) {
    return failed(world, style, thrown)
  }
}
