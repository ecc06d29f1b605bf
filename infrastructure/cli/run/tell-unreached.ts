import { TE, type TaskEither } from '../../../application/prelude.js'
import type { AnswerHead } from '../../system/session.js'
import type { FaceError } from '../../wording/face-error.js'
import { numberWords } from '../../wording/units.js'
import { notice } from '../output/notice.js'
import type { Call } from '../table/cli-command.js'

/**
 * Says that a position was asked for which the log has not reached: the answer is the one of now, as it is for an
 * instant of the system axis that lies ahead, but a position is more likely to be mistyped.
 */
export const tellUnreached = (
  call: Call,
  { position }: AnswerHead,
  asked: ReadonlyArray<unknown>,
): TaskEither<FaceError, void> => {
  const ahead = asked.find((moment) => typeof moment === 'number' && moment > position)
  return typeof ahead === 'number'
    ? notice(call, `position ${numberWords(ahead)} is not reached yet; the newest is ${numberWords(position)}`)
    : TE.right(undefined)
}
