import type { CommanderError } from 'commander'
import type { FaceError } from '../../wording/face-error.js'

const SUGGESTIONS = /\(Did you mean (?:one of )?(.+)\?\)/

const suggestionsIn = (message: string): ReadonlyArray<string> => SUGGESTIONS.exec(message)?.[1]?.split(', ') ?? []

/** The first thing in single quotation marks; of an option only its name, as its value may be a secret. */
const quotedIn = (message: string): string => /'([^'=]*)/.exec(message)?.[1] ?? ''

const longName = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags

/** What commander calls an error, in the terms of this program; null for what is none, such as help. */
export const usageFault = ({ code, message }: CommanderError, command: string): FaceError | null => {
  const name = quotedIn(message)
  switch (code) {
    case 'commander.unknownCommand':
      return { _tag: 'UnknownCommand', name: `${command} ${name}`.trim(), suggestions: suggestionsIn(message) }
    case 'commander.unknownOption':
      return { _tag: 'UnknownOption', name, command, suggestions: suggestionsIn(message) }
    case 'commander.optionMissingArgument':
    case 'commander.invalidArgument':
      return { _tag: 'OptionWithoutValue', name: longName(name), command }
    default:
      return null
  }
}
