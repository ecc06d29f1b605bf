import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { parseInput } from '../../../domain/input/field.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { only } from '../arguments/raw-values.js'
import { completionScript } from '../completion/completion-script.js'
import { shellFields } from './shell-fields.js'
import type { Call } from '../table/cli-command.js'
import { treeOf } from '../table/tree.js'

/** Writes the completion script of a shell, made from the same table as parsing and help. */
export const writeCompletion = ({ raw, world, commands }: Call): TaskEither<SpokenError, ExitCode> =>
  pipe(
    TE.fromEither(parseInput(shellFields, only(shellFields, raw))),
    TE.chainW(({ shell }) => world.stdout.write(completionScript(shell, treeOf(commands)))),
    TE.map(() => exitCodes.fine),
  )
