import type { CliCommand } from '../table/cli-command.js'
import { optionGroups } from './options-of-command.js'

/** Names that the cmdlets, other programs and this one's own JSON have for what an option here is called. */
const otherNames: ReadonlyMap<string, ReadonlyArray<string>> = new Map([
  ['--comment', ['--reason']],
  ['--file', ['--path', '--out']],
  ['--fqdn', ['--identity']],
  ['--path', ['--out']],
  ['--role', ['--type']],
  ['--scope', ['--identity']],
])

/** The options of a command that an unknown one may stand for, though they are not spelt alike. */
export const meantOptions = (
  name: string,
  path: string,
  commands: ReadonlyArray<CliCommand>,
): ReadonlyArray<string> => {
  const command = commands.find((candidate) => candidate.path.join(' ') === path)
  if (command === undefined) return []
  const names = optionGroups(command).flatMap(({ options }) => options.flatMap((option) => option.names))
  return (otherNames.get(name) ?? []).filter((other) => names.includes(other))
}
