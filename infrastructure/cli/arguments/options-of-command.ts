import type { Fields } from '../../../domain/input/field.js'
import type { CliCommand } from '../table/cli-command.js'
import { generalFields, momentFields, recordingFields } from './general-fields.js'
import { optionSpecs, type OptionSpec } from './option-spec.js'

/** Options that belong together in help; without a heading they are understood, but not shown there. */
export type OptionGroup = { readonly heading: string | null; readonly options: ReadonlyArray<OptionSpec> }

const shared = { command: recordingFields, question: momentFields, other: {} } satisfies Readonly<
  Record<CliCommand['kind'], Fields>
>

const headings = { command: 'For the record:', question: 'Moment:', other: '' } satisfies Readonly<
  Record<CliCommand['kind'], string>
>

/** The options that hold for every command. */
export const generalOptions = { heading: 'General options:', options: optionSpecs(generalFields) }

/** Options that have an argument in their place, and no name. */
const isNameless = ({ arguments: placed }: CliCommand, { field }: OptionSpec): boolean =>
  placed.some((argument) => argument.field === field && !argument.alsoOption)

const ofServers: ReadonlyArray<string> = ['server', 'tokenFile', 'ca', 'clientCertificate', 'clientKey']

/** A command may have an option of the same name for itself, or concern this machine alone. */
const isOfUse = ({ fields, isLocal }: CliCommand, { field }: OptionSpec): boolean =>
  fields[field] === undefined && !(isLocal === true && ofServers.includes(field))

/** The options of a command: its own, those that commands or questions share, and the general ones. */
export const optionGroups = (command: CliCommand): ReadonlyArray<OptionGroup> =>
  [
    { heading: 'Options:', options: optionSpecs(command.fields).filter((option) => !isNameless(command, option)) },
    { heading: headings[command.kind], options: optionSpecs(shared[command.kind]) },
    { ...generalOptions, options: generalOptions.options.filter((option) => isOfUse(command, option)) },
  ].filter(({ options }) => options.length > 0)
