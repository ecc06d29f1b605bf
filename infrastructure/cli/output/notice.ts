import { TE, type TaskEither } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import { printable } from '../../wording/printable.js'
import type { Call } from '../table/cli-command.js'
import { isForPrograms } from './machine-format.js'

type Place = Pick<Call, 'setting' | 'world'>

/** Says something beside the answer, on error output; not where it would disturb a program, nor with `--quiet`. */
export const notice = ({ setting, world }: Place, text: string): TaskEither<FaceError, void> =>
  setting.quiet || isForPrograms(setting.format)
    ? TE.right(undefined)
    : world.stderr.write(`certledger: ${printable(text, Number.POSITIVE_INFINITY)}\n`)
