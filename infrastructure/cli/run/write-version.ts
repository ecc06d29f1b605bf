import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import { exitCodes, type ExitCode } from '../../wording/exit-codes.js'
import type { SpokenError } from '../../wording/problem.js'
import { isForPrograms } from '../output/machine-format.js'
import type { Call } from '../table/cli-command.js'
import { programVersion } from './program-version.js'

/** Shows the version of the program and of Node. */
export const writeVersion = ({ setting, world }: Call): TaskEither<SpokenError, ExitCode> => {
  const version = programVersion()
  const text = isForPrograms(setting.format)
    ? JSON.stringify({ version, node: world.nodeVersion })
    : `certledger ${version} (Node ${world.nodeVersion})`
  return pipe(world.stdout.write(`${text}\n`), TE.map(() => exitCodes.fine))
}
