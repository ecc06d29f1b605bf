import { E, pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { Session } from '../../system/session.js'
import type { FaceError } from '../../wording/face-error.js'
import { problemOf } from '../../wording/problem.js'
import { countWords } from '../../wording/units.js'
import { notice } from '../output/notice.js'
import type { Call } from '../table/cli-command.js'

/**
 * Whoever writes first puts on record what took effect in the meantime. That it fails is told and hinders nothing: no
 * answer depends on it, and the next command does it.
 */
export const recordDueRolls = (call: Call, session: Session): TaskEither<FaceError, void> =>
  pipe(
    TE.fromTask(session.activateDueRolls()),
    TE.chain((outcome) => {
      if (E.isLeft(outcome)) {
        const { title } = problemOf(outcome.left)
        return notice(call, `rolls that took effect could not be put on record now: ${title}`)
      }
      return outcome.right.length === 0
        ? TE.right(undefined)
        : notice(call, `${countWords(outcome.right.length, 'roll')} took effect meanwhile, and is on record now`)
    }),
  )
