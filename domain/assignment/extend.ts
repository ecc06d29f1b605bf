import type { Instant } from '../values/instant.js'
import type { ThumbprintSha256 } from '../values/thumbprint.js'
import type { AssignmentEvent } from './events.js'
import {
  before,
  from,
  recast,
  relinked,
  split,
  valueAt,
  valueBefore,
  type Segment,
  type SlotValue,
  type Staged,
  type Timeline,
} from './timeline.js'

type Data<T extends AssignmentEvent['type']> = Extract<AssignmentEvent, { readonly type: T }>['data']

const segment = (value: Partial<SlotValue>, start: Instant, end: Instant | null): Segment => ({
  current: null,
  previous: null,
  staged: null,
  ...value,
  from: start,
  to: end,
  previousRemoved: false,
})

/** All that was planned from `at` on gives way to these segments. */
const replaced = (timeline: Timeline, at: Instant, segments: ReadonlyArray<Segment>): Timeline => [
  ...before(timeline, at),
  ...relinked(valueAt(timeline, at), segments),
]

const placed = (timeline: Timeline, certificate: ThumbprintSha256, at: Instant): Timeline =>
  replaced(timeline, at, [segment({ current: { certificate, since: at } }, at, null)])

/** A roll whose instant is not ahead takes effect at once; no decision plans one. */
const staged = (timeline: Timeline, roll: Staged, at: Instant): Timeline => {
  if (roll.effectiveAt <= at) return placed(timeline, roll.certificate, at)
  const { current } = valueAt(timeline, at)
  return replaced(timeline, at, [
    segment({ current, staged: roll }, at, roll.effectiveAt),
    segment({ current: { certificate: roll.certificate, since: roll.effectiveAt } }, roll.effectiveAt, null),
  ])
}

const scheduled = (
  timeline: Timeline,
  { rollId, certificate, scheduledAt, effectiveAt }: Data<'RollScheduled'>,
): Timeline =>
  staged(timeline, { rollId, certificate: certificate.thumbprintSha256, scheduledAt, effectiveAt }, scheduledAt)

const unstaged = (timeline: Timeline, at: Instant): Timeline =>
  replaced(timeline, at, [segment({ current: valueAt(timeline, at).current }, at, null)])

const rescheduled = (timeline: Timeline, { rescheduledAt, effectiveAt }: Data<'RollRescheduled'>): Timeline => {
  const roll = valueAt(timeline, rescheduledAt).staged
  return roll === null ? timeline : staged(timeline, { ...roll, effectiveAt }, rescheduledAt)
}

/**
 * A staged certificate stays staged and takes effect on its date: removal never promotes it early. Source:
 * FIELD section 3.
 */
const removed = (timeline: Timeline, { certificate, removedAt }: Data<'AssignmentRemoved'>): Timeline => {
  const waiting = valueAt(timeline, removedAt).staged
  const leaves = ({ current, from: start }: Segment): boolean =>
    current?.certificate === certificate.thumbprintSha256 && (waiting === null || start < waiting.effectiveAt)
  return replaced(
    timeline,
    removedAt,
    from(timeline, removedAt).map((later) => (leaves(later) ? { ...later, current: null } : later)),
  )
}

const previousRemoved = (timeline: Timeline, at: Instant): Timeline =>
  replaced(
    timeline,
    at,
    from(timeline, at).map((later, index) => (index === 0 ? { ...later, previousRemoved: true } : later)),
  )

/** An interval that holds no instant corrects nothing; no decision records one. */
const corrected = (timeline: Timeline, { certificate, validFrom, validTo }: Data<'AssignmentCorrected'>): Timeline => {
  if (validTo !== null && validTo <= validFrom) return timeline
  const open: Timeline = timeline.length === 0 ? [segment({}, validFrom, null)] : timeline
  const cut = split(open, validFrom)
  const end = validTo ?? valueEnd(cut, validFrom)
  const bounded = end === null ? cut : split(cut, end)
  const current = certificate === null ? null : { certificate: certificate.thumbprintSha256, since: validFrom }
  const tail = recast(valueBefore(bounded, validFrom), from(bounded, validFrom), (later) =>
    end === null || later.from < end ? current : later.current,
  )
  return [...before(bounded, validFrom), ...tail]
}

/** Where the reign of whoever was current at an instant ends; null where it is open. */
const valueEnd = (timeline: Timeline, instant: Instant): Instant | null => {
  const reign = valueAt(timeline, instant).current
  return (
    timeline.find(
      (later) => later.from > instant && later.current?.certificate !== reign?.certificate,
    )?.from ?? null
  )
}

/** From which instant on an event changes the timeline; null where it changes nothing. */
export const affectedFrom = (event: AssignmentEvent): Instant | null => {
  switch (event.type) {
    case 'CertificateAssigned':
    case 'RolledBack':
      return event.data.effectiveFrom
    case 'RollScheduled':
      return event.data.scheduledAt
    case 'RollRescheduled':
      return event.data.rescheduledAt
    case 'RollCancelled':
      return event.data.cancelledAt
    case 'AssignmentRemoved':
    case 'PreviousRemoved':
      return event.data.removedAt
    case 'AssignmentCorrected':
      return event.data.validFrom
    case 'RollActivated':
      return null
  }
}

/**
 * The timeline as an event leaves it. It also works on the tail of a timeline, the segments that are open or end at
 * `affectedFrom` or later: what lies before never changes. Total: an event that does not fit changes what it can.
 */
export const extend = (timeline: Timeline, event: AssignmentEvent): Timeline => {
  switch (event.type) {
    case 'CertificateAssigned':
      return placed(timeline, event.data.certificate.thumbprintSha256, event.data.effectiveFrom)
    case 'RollScheduled':
      return scheduled(timeline, event.data)
    case 'RollRescheduled':
      return rescheduled(timeline, event.data)
    case 'RollCancelled':
      return unstaged(timeline, event.data.cancelledAt)
    case 'RolledBack':
      return placed(timeline, event.data.to.thumbprintSha256, event.data.effectiveFrom)
    case 'AssignmentRemoved':
      return removed(timeline, event.data)
    case 'PreviousRemoved':
      return previousRemoved(timeline, event.data.removedAt)
    case 'AssignmentCorrected':
      return corrected(timeline, event.data)
    case 'RollActivated':
      return timeline
  }
}
