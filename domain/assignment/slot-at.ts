import type { CertificateRef } from '../values/certificate-ref.js'
import type { Instant } from '../values/instant.js'
import type { ThumbprintSha256 } from '../values/thumbprint.js'
import type { Uuid } from '../values/uuid.js'
import type { AssignmentState } from './state.js'
import { valueAt, type Staged } from './timeline.js'

export type HeldCertificate = { readonly certificate: CertificateRef; readonly since: Instant }

export type StagedCertificate = {
  readonly rollId: Uuid
  readonly certificate: CertificateRef
  readonly scheduledAt: Instant
  readonly effectiveAt: Instant
}

/** What a slot holds, each certificate with its name and validity. */
export type SlotContent = {
  readonly current: HeldCertificate | null
  readonly previous: HeldCertificate | null
  readonly staged: StagedCertificate | null
}

const named = <T extends { readonly certificate: ThumbprintSha256 }>(
  { certificates }: AssignmentState,
  held: T | null,
): (Omit<T, 'certificate'> & { readonly certificate: CertificateRef }) | null => {
  const certificate = certificates.findLast(({ thumbprintSha256 }) => thumbprintSha256 === held?.certificate)
  return held === null || certificate === undefined ? null : { ...held, certificate }
}

/**
 * Current, previous and staged at an instant: a pure function of history and clock, whatever was or was not
 * activated. Source: DESIGN 3.
 */
export const slotAt = (state: AssignmentState, at: Instant): SlotContent => {
  const { current, previous, staged } = valueAt(state.timeline, at)
  return { current: named(state, current), previous: named(state, previous), staged: named(state, staged) }
}

const isDue = (roll: Staged | null, at: Instant): boolean => roll !== null && roll.effectiveAt <= at

/** The roll whose instant has passed without being on record; null where there is none. */
export const dueRoll = (state: AssignmentState, at: Instant): StagedCertificate | null =>
  isDue(state.openRoll, at) ? named(state, state.openRoll) : null
