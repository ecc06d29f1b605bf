import { pipe, TE, type TaskEither } from '../../../application/prelude.js'
import type { VaultAudit } from '../../../application/housekeeping/vault-audit.js'
import type { QuestionAnswer, RebuildReport, Session } from '../../system/session.js'
import type { SpokenError } from '../../wording/problem.js'
import { countWords, numberWords } from '../../wording/units.js'
import { interruptible } from '../run/interruption.js'
import type { World } from '../world.js'
import { check, critical, good, warning, type Checked, type Seen } from './checked.js'

type Check = TaskEither<SpokenError, Checked>

const rebuiltSeen = ({ events, durationMs, unchanged }: RebuildReport): Seen => {
  const words = `built anew from ${countWords(events, 'event')} in ${numberWords(durationMs / 1000)} s`
  return unchanged
    ? good(`${words}; it says what it said before`)
    : critical(`${words}; it had said something else before, and is right now`)
}

/** That the read side says what the log says: with `rebuild` by building it anew. */
export const readSideCheck = (
  session: Session,
  { position }: QuestionAnswer,
  world: World,
  rebuild: ((applied: number) => void) | null,
): Check =>
  check(
    'read side',
    rebuild === null
      ? TE.right(good(`caught up to position ${numberWords(position)}`))
      : pipe(
        interruptible<SpokenError, RebuildReport>(world, session.rebuildReadSide(rebuild)),
        TE.map(rebuiltSeen),
      ),
  )

const auditSeen = ({ entries, orphans, young, missing }: VaultAudit, swept: number): Seen => {
  const words = [
    countWords(entries, 'key'),
    ...(swept === 0 ? [] : [`${countWords(swept, 'key')} without an event destroyed`]),
    ...(young.length === 0 ? [] : [`${countWords(young.length, 'key')} of an import that may be under way`]),
    ...(orphans.length === 0 ? [] : [`${countWords(orphans.length, 'key')} without an event; --sweep destroys them`]),
    ...(missing.length === 0 ? [] : [`${countWords(missing.length, 'key')} missing that the ledger says is kept`]),
  ].join('; ')
  if (missing.length > 0) return critical(words)
  return orphans.length > 0 ? warning(words) : good(words)
}

/** That vault and ledger speak of the same keys; with `sweep` those that no event speaks of are destroyed first. */
export const vaultCheck = (session: Session, sweep: boolean): Check =>
  check(
    'vault',
    pipe(
      sweep ? session.sweepVault() : TE.right([]),
      TE.chain((swept) => pipe(session.auditVault(), TE.map((audit) => auditSeen(audit, swept.length)))),
    ),
  )
