import type { Asked } from '../../../application/context.js'
import { TE, type TaskEither } from '../../../application/prelude.js'
import { t } from '../../../domain/prelude.js'
import type { CommandAnswer } from '../../system/session.js'
import type { FaceError } from '../../wording/face-error.js'
import { listed } from '../../wording/printable.js'
import { notice } from '../output/notice.js'
import type { Call } from '../table/cli-command.js'

const Overriding = t.type({ overridden: t.readonlyArray(t.string) })

const overriddenBy = ({ events }: CommandAnswer): ReadonlyArray<string> => [
  ...new Set(events.flatMap(({ summary }) => (Overriding.is(summary) ? summary.overridden : []))),
]

/**
 * Whoever overrides a rule may do so without a reason, as with the vendor's `-Force`, but is told that the record has
 * none. Source: FIELD 2.5, F1.
 */
export const tellUnreasoned = (
  call: Pick<Call, 'setting' | 'world'>,
  { reason }: Pick<Asked, 'reason'>,
  answer: CommandAnswer,
): TaskEither<FaceError, void> => {
  const overridden = overriddenBy(answer)
  return reason !== null || overridden.length === 0
    ? TE.right(undefined)
    : notice(call, `--force overrode ${listed(overridden)}, and the record says no reason: --reason "…" gives one`)
}
