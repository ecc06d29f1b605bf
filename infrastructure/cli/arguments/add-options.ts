import { InvalidArgumentError, Option, type Command } from 'commander'
import type { OptionSpec } from './option-spec.js'
import type { OptionGroup } from './options-of-command.js'
import type { RawValues } from './raw-values.js'

const optionFor = ({ names, placeholder, summary }: OptionSpec, heading: string | null): Option => {
  const flags = `${names.toReversed().join(', ')}${placeholder === null ? '' : ` <${placeholder}>`}`
  const option = new Option(flags, summary)
  return heading === null ? option.hideHelp() : option.helpGroup(heading)
}

const extended = (value: string, before: unknown): ReadonlyArray<string> => [
  ...(Array.isArray(before) ? before.filter((item) => typeof item === 'string') : []),
  ...value.split(','),
]

/**
 * Adds options. A value that is the name of another option is a value forgotten: `--dry-run` swallowed as a reason
 * would be a change made by somebody who wanted to make none.
 */
export const addOptions = (command: Command, groups: ReadonlyArray<OptionGroup>): void => {
  const names = new Set(groups.flatMap(({ options }) => options.flatMap((option) => option.names)))
  for (const { heading, options } of groups) {
    for (const spec of options) {
      const option = optionFor(spec, heading)
      if (spec.placeholder !== null) {
        option.argParser((value: string, before: unknown) => {
          if (names.has(value)) throw new InvalidArgumentError('')
          return spec.repeatable ? extended(value, before) : value
        })
      }
      command.addOption(option)
    }
  }
}

/** The values of the options, by field. A flag is true or absent. */
export const valuesOf = (command: Command, options: ReadonlyArray<OptionSpec>): RawValues => {
  const values: RawValues = command.opts()
  return Object.fromEntries(
    options.flatMap(({ field, names }) => {
      const [name = ''] = names
      const value = values[new Option(name).attributeName()]
      if (name.startsWith('--no-')) return value === false ? [[field, true]] : []
      return value === undefined ? [] : [[field, value]]
    }),
  )
}
