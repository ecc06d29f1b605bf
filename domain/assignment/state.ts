import type { CertificateRef } from '../values/certificate-ref.js'
import type { Instant } from '../values/instant.js'
import type { ThumbprintSha256 } from '../values/thumbprint.js'
import type { AssignmentEvent } from './events.js'
import { affectedFrom, extend } from './extend.js'
import type { Staged, Timeline } from './timeline.js'

/** Everything about a slot that a decision needs. */
export type AssignmentState = {
  readonly timeline: Timeline
  /** Every certificate that the timeline names, the latest last. */
  readonly certificates: ReadonlyArray<CertificateRef>
  /** The scheduled roll whose taking effect is not yet on record, due or not. */
  readonly openRoll: Staged | null
  /** The certificate that a rollback brought back, as long as nothing else has changed who is current. */
  readonly rolledBackTo: ThumbprintSha256 | null
  /** The latest instant at which something took effect, or was corrected; planned instants do not count. */
  readonly lastChangeAt: Instant | null
}

export const untouchedSlot: AssignmentState = {
  timeline: [],
  certificates: [],
  openRoll: null,
  rolledBackTo: null,
  lastChangeAt: null,
}

const openRollAfter = (openRoll: Staged | null, event: AssignmentEvent): Staged | null => {
  switch (event.type) {
    case 'RollScheduled': {
      const { rollId, certificate, scheduledAt, effectiveAt } = event.data
      return { rollId, certificate: certificate.thumbprintSha256, scheduledAt, effectiveAt }
    }
    case 'RollRescheduled':
      return openRoll === null ? null : { ...openRoll, effectiveAt: event.data.effectiveAt }
    case 'RollCancelled':
    case 'RollActivated':
      return null
    case 'CertificateAssigned':
    case 'RolledBack':
    case 'AssignmentRemoved':
    case 'PreviousRemoved':
    case 'AssignmentCorrected':
      return openRoll
  }
}

/** A correction counts from when it was made: it has told everything before that. */
const changeAt = (event: AssignmentEvent): Instant | null => {
  if (event.type === 'AssignmentCorrected') return event.data.correctedAt
  return event.type === 'RollActivated' ? event.data.effectiveAt : affectedFrom(event)
}

const lastChangeAfter = (last: Instant | null, event: AssignmentEvent): Instant | null => {
  const at = changeAt(event)
  return at !== null && (last === null || last < at) ? at : last
}

const placedBy = (event: AssignmentEvent): CertificateRef | null => {
  if (event.type === 'RolledBack') return event.data.to
  return event.type === 'CertificateAssigned' || event.type === 'RollScheduled' || event.type === 'AssignmentCorrected'
    ? event.data.certificate
    : null
}

const certificatesAfter = (
  known: ReadonlyArray<CertificateRef>,
  arriving: CertificateRef | null,
): ReadonlyArray<CertificateRef> =>
  arriving === null || known.some(({ thumbprintSha256 }) => thumbprintSha256 === arriving.thumbprintSha256)
    ? known
    : [...known, arriving]

const rolledBackToAfter = (rolledBackTo: ThumbprintSha256 | null, event: AssignmentEvent): ThumbprintSha256 | null => {
  switch (event.type) {
    case 'RolledBack':
      return event.data.to.thumbprintSha256
    case 'CertificateAssigned':
    case 'RollActivated':
    case 'AssignmentRemoved':
    case 'AssignmentCorrected':
      return null
    case 'RollScheduled':
    case 'RollRescheduled':
    case 'RollCancelled':
    case 'PreviousRemoved':
      return rolledBackTo
  }
}

export const evolveAssignment = (state: AssignmentState, event: AssignmentEvent): AssignmentState => ({
  timeline: extend(state.timeline, event),
  certificates: certificatesAfter(state.certificates, placedBy(event)),
  openRoll: openRollAfter(state.openRoll, event),
  rolledBackTo: rolledBackToAfter(state.rolledBackTo, event),
  lastChangeAt: lastChangeAfter(state.lastChangeAt, event),
})
