import { Command, Option } from 'commander'
import type { CliCommand } from '../table/cli-command.js'
import { nouns } from '../table/nouns.js'
import { addOptions, valuesOf } from './add-options.js'
import { helpAfter, programHelp } from './help-texts.js'
import { generalOptions, optionGroups } from './options-of-command.js'
import type { RawValues } from './raw-values.js'

/** The command that was called, with the values of its options and the words that belong to none. */
export type Found = { readonly command: CliCommand; readonly raw: RawValues; readonly rest: ReadonlyArray<string> }

/** A command line to parse once. `path`: how far the words were understood. `output`: what commander wrote: help. */
export type Program = {
  readonly program: Command
  readonly found: () => Found | null
  readonly path: () => string
  readonly output: () => string
}

type Root = { readonly program: Command; readonly words: ReadonlySet<string>; readonly found: (call: Found) => void }

const generalOf = (command: Command): RawValues => valuesOf(command, generalOptions.options)

const helpOption = (summary: string): Option => new Option('-h, --help', summary).helpGroup(generalOptions.heading)

/** One level of the tree. Its general options are understood, but explained only where they matter. */
const levelOf = (parent: Command, name: string, summary: string): Command =>
  parent.command(name).description(summary).addHelpOption(helpOption('show this')).helpCommand(false)

/** Options are only made for a command whose words were typed: there are hundreds of them. */
const addCommand = ({ program, words, found }: Root, parent: Command, command: CliCommand): void => {
  const name = command.path.at(-1) ?? ''
  const level = levelOf(parent, name, command.summary).allowExcessArguments(true)
  if (!words.has(name)) return
  const groups = optionGroups(command)
  addOptions(level, groups)
  for (const { shown, summary } of command.arguments) level.argument(`[${shown}]`, summary)
  level.addHelpText('after', helpAfter(command))
  level.action(() => {
    const own = valuesOf(level, groups.flatMap(({ options }) => options))
    found({ command, raw: { ...generalOf(program), ...generalOf(parent), ...own }, rest: level.args })
  })
}

const emptyProgram = (width: number, output: Array<string>): Command =>
  new Command('certledger')
    .description(programHelp.description)
    .usage('[options] <command>')
    .addHelpOption(helpOption('show this; behind a command, what it takes'))
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.push(text),
      writeErr: (text) => output.push(text),
      outputError: () => undefined,
      getOutHelpWidth: () => width,
      getErrHelpWidth: () => width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', programHelp.after)

/** Makes the command line of the table; `width` is that of help, in columns. */
export const programOf = (commands: ReadonlyArray<CliCommand>, argv: ReadonlyArray<string>, width: number): Program => {
  const output: Array<string> = []
  let call: Found | null = null
  let path: ReadonlyArray<string> = []
  const program = emptyProgram(width, output)
  addOptions(program, [generalOptions])
  const root: Root = { program, words: new Set(argv), found: (found) => { call = found } }
  program.hook('preSubcommand', (_, level) => { path = [...path, level.name()] })
  for (const [noun, summary] of nouns) {
    const verbs = commands.filter((command) => command.path[0] === noun)
    const [first] = verbs
    if (first?.path.length === 1) addCommand(root, program, first)
    else {
      const level = levelOf(program, noun, summary)
      level.enablePositionalOptions().hook('preSubcommand', (_, below) => { path = [...path, below.name()] })
      addOptions(level, [{ ...generalOptions, heading: null }])
      for (const verb of verbs) addCommand(root, level, verb)
    }
  }
  return { program, found: () => call, path: () => path.join(' '), output: () => output.join('') }
}
