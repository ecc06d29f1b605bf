import { parseInput, type Fields } from '../domain/input/field.js'
import type { CommandError, CommandResult, CommandSpec } from './commands/command.js'
import { stamped, type Asked } from './context.js'
import { pipe, TE, type TaskEither } from './prelude.js'
import type { Services } from './services.js'

/**
 * Reads the input of a command, stamps it, and runs it: the one way in for every face. Unknown parameters are
 * refused.
 */
export const dispatch = <F extends Fields>(
  services: Services,
  spec: CommandSpec<F>,
  raw: Readonly<Record<string, unknown>>,
  asked: Asked,
): TaskEither<CommandError, CommandResult> =>
  pipe(
    TE.fromEither(parseInput(spec.fields, raw)),
    TE.chainW((input) => spec.run(services)(input, stamped(services, asked))),
  )
