import { effectiveNow, rollFindings } from '../../domain/assignment/roll-window.js'
import { slotAt } from '../../domain/assignment/slot-at.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import { finding, type Finding } from '../../domain/certificate/finding.js'
import type { CertificateRole } from '../../domain/values/certificate-role.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Handled } from '../handle.js'

type Roll = {
  readonly role: CertificateRole
  /** The other roles rolled by the same command. */
  readonly alongside: ReadonlyArray<CertificateRole>
  readonly effectiveAt: Instant
  readonly at: Instant
}

/** What speaks against a roll, as its decision on this state saw it: by the slot's own time. */
export const rollFindingsOn = (
  before: AssignmentState,
  { role, alongside, effectiveAt, at }: Roll,
): ReadonlyArray<Finding> => {
  const now = effectiveNow(at, before.lastChangeAt)
  return rollFindings(role, alongside, slotAt(before, now).current, effectiveAt, now)
}

/**
 * That a command put an end to a staged roll which it did not name, by what it recorded: a repeat finds nothing.
 * Source: FIELD section 3 (immediate Set, or second roll, while one is staged).
 */
export const cancelledRollFindings = ({
  events,
  before: { openRoll },
}: Handled<AssignmentState>): ReadonlyArray<Finding> =>
  events.flatMap(({ data }) => {
    if (!('cancelledAt' in data) || data.because === 'requested') return []
    const { certificate: { thumbprint }, rollId, because } = data
    const effectiveAt = openRoll?.rollId === rollId ? openRoll.effectiveAt : null
    return [finding('warning', { _tag: 'StagedRollCancelled', thumbprint, effectiveAt, because })]
  })
