import type { CommandNode, CommandTree, OptionNode, ValueOffer } from '../completion/command-tree.js'
import { generalOptions, optionGroups } from '../arguments/options-of-command.js'
import type { OptionSpec } from '../arguments/option-spec.js'
import type { ArgumentSpec, CliCommand } from './cli-command.js'
import { nouns } from './nouns.js'

const optionNode = ({ names, summary, offer, repeatable }: OptionSpec): OptionNode => ({
  names,
  summary,
  value: offer,
  repeatable,
})

const argumentOffer = ({ field }: ArgumentSpec, { fields }: CliCommand): ValueOffer => {
  const words = fields[field]?.schema.enum
  return words === undefined ? { _tag: 'Text' } : { _tag: 'Words', words, list: false }
}

const node = (command: CliCommand): CommandNode => ({
  name: command.path.at(-1) ?? '',
  summary: command.summary,
  options: optionGroups(command)
    .filter(({ heading }) => heading !== generalOptions.heading)
    .flatMap(({ options }) => options.map(optionNode)),
  arguments: command.arguments.map((argument) => ({ name: argument.shown, value: argumentOffer(argument, command) })),
  children: [],
})

type Commands = ReadonlyArray<CliCommand>

const nounNodes = (commands: Commands, [noun, summary]: readonly [string, string]): ReadonlyArray<CommandNode> => {
  const below = commands.filter(({ path }) => path[0] === noun)
  return below.length === 1 && below[0]?.path.length === 1
    ? below.map(node)
    : [{ name: noun, summary, options: [], arguments: [], children: below.map(node) }]
}

const help: OptionNode = { names: ['--help', '-h'], summary: 'show help', value: null, repeatable: false }

/** A table of commands as shells complete it. */
export const treeOf = (commands: Commands): CommandTree => ({
  program: 'certledger',
  options: [...generalOptions.options.map(optionNode), help],
  children: nouns.flatMap((noun) => nounNodes(commands, noun)),
})
