import { E, pipe, type Either } from '../../prelude.js'
import { obstacles, type Finding } from '../../certificate/finding.js'
import { msOf, type Instant } from '../../values/instant.js'
import type { Slot } from '../../values/slot.js'
import type { AssignmentRefusal } from '../errors.js'
import type { AssignmentEvent } from '../events.js'
import { effectiveNow } from '../roll-window.js'
import { dueRoll, slotAt, type SlotContent, type StagedCertificate } from '../slot-at.js'
import type { AssignmentState } from '../state.js'

export type Decision = Either<AssignmentRefusal, ReadonlyArray<AssignmentEvent>>

/** Nothing to do. */
export const nothing: Decision = E.right([])

export const refuse = (refusal: AssignmentRefusal): Decision => E.left(refusal)

/** That a roll took effect, with how late it is told. */
export const activation = (
  slot: Slot,
  { rollId, certificate, effectiveAt }: StagedCertificate,
  at: Instant,
): AssignmentEvent => ({
  type: 'RollActivated',
  data: { slot, rollId, certificate, effectiveAt, activatedAt: at, latenessMs: msOf(at) - msOf(effectiveAt) },
})

/** That a roll will not take effect. */
export const cancellation = (
  slot: Slot,
  { rollId, certificate }: StagedCertificate,
  at: Instant,
  because: Extract<AssignmentEvent, { readonly type: 'RollCancelled' }>['data']['because'],
): AssignmentEvent => ({ type: 'RollCancelled', data: { slot, rollId, certificate, cancelledAt: at, because } })

/**
 * Decides on what the slot holds now, at the slot's own time, and puts the record of a due roll in front: a
 * roll that took effect is on record before anything that follows it, exactly once, whoever comes first.
 */
export const settled =
  <Data extends { readonly slot: Slot; readonly at: Instant }>(
    decide: (data: Data, content: SlotContent, state: AssignmentState) => Decision,
  ) =>
  (data: Data, state: AssignmentState): Decision => {
    const due = dueRoll(state, data.at)
    const at = effectiveNow(data.at, state.lastChangeAt)
    return pipe(
      decide({ ...data, at }, slotAt(state, at), state),
      E.map((events) =>
        due === null || events.length === 0 ? events : [activation(data.slot, due, data.at), ...events],
      ),
    )
  }

/** The refusal for findings that stop the command, or null. */
export const judged = (
  findings: ReadonlyArray<Finding>,
  force: boolean,
): { findings: ReadonlyArray<Finding>; forceable: boolean } | null => {
  const stopping = obstacles(findings, force)
  return stopping.length === 0
    ? null
    : { findings: stopping, forceable: stopping.every(({ severity }) => severity === 'refused') }
}
