import type { Instant } from '../values/instant.js'
import type { ThumbprintSha256 } from '../values/thumbprint.js'
import type { Uuid } from '../values/uuid.js'

/** A certificate in its place, and since when it stands there. */
export type Placement = { readonly certificate: ThumbprintSha256; readonly since: Instant }

/** A certificate that waits for its effective instant. */
export type Staged = {
  readonly rollId: Uuid
  readonly certificate: ThumbprintSha256
  readonly scheduledAt: Instant
  readonly effectiveAt: Instant
}

/** What a slot holds at one instant. */
export type SlotValue = {
  readonly current: Placement | null
  readonly previous: Placement | null
  readonly staged: Staged | null
}

/**
 * What a slot holds from `from` until just before `to`; null is open. `previousRemoved` marks where the
 * previous one was taken out.
 */
export type Segment = SlotValue & {
  readonly from: Instant
  readonly to: Instant | null
  readonly previousRemoved: boolean
}

/**
 * The whole valid axis of a slot, past and planned: segments in order, without gap or overlap. Before the first
 * the slot is empty.
 */
export type Timeline = ReadonlyArray<Segment>

export const emptySlot: SlotValue = { current: null, previous: null, staged: null }

const endsBy = (segment: Segment, instant: Instant): boolean => segment.to !== null && segment.to <= instant

/** What the slot holds at an instant. */
export const valueAt = (timeline: Timeline, instant: Instant): SlotValue =>
  timeline.findLast((segment) => segment.from <= instant && !endsBy(segment, instant)) ?? emptySlot

/** What the slot held just before an instant. */
export const valueBefore = (timeline: Timeline, instant: Instant): SlotValue =>
  timeline.findLast((segment) => segment.from < instant) ?? emptySlot

/** How many segments begin before an instant. Searched from the end, where the changes are. */
const countBefore = (timeline: Timeline, instant: Instant): number =>
  timeline.findLastIndex(({ from }) => from < instant) + 1

/** The part before an instant; a segment across it is cut short. */
export const before = (timeline: Timeline, instant: Instant): Timeline => {
  const count = countBefore(timeline, instant)
  const last = timeline[count - 1]
  if (last === undefined || endsBy(last, instant)) return timeline.slice(0, count)
  return [...timeline.slice(0, count - 1), { ...last, to: instant }]
}

/** The part from an instant on; a segment across it begins there, and a gap in front is filled with an empty one. */
export const from = (timeline: Timeline, instant: Instant): Timeline => {
  const count = countBefore(timeline, instant)
  const across = timeline[count - 1]
  const rest = timeline.slice(count)
  if (across !== undefined && !endsBy(across, instant))
    return [{ ...across, from: instant, previousRemoved: false }, ...rest]
  const first = rest[0]
  if (first === undefined || first.from === instant) return rest
  return [{ ...emptySlot, from: instant, to: first.from, previousRemoved: false }, ...rest]
}

/** The same timeline with a boundary at an instant. */
export const split = (timeline: Timeline, instant: Instant): Timeline => [
  ...before(timeline, instant),
  ...from(timeline, instant),
]

/**
 * The previous certificate is the one that was current before this one, until it is removed; it is never the
 * current one itself. A removed current certificate leaves the slot and does not become previous. Source: FIELD
 * S7, S8, section 3.
 */
const previousAfter = (earlier: SlotValue, current: Placement | null): Placement | null => {
  const changed = current !== null && earlier.current !== null && earlier.current.certificate !== current.certificate
  const candidate = changed ? earlier.current : earlier.previous
  return candidate?.certificate === current?.certificate ? null : candidate
}

/** Who is current, since when without interruption. */
const standing = (earlier: SlotValue, current: Placement | null, start: Instant): Placement | null => {
  if (current === null) return null
  return earlier.current?.certificate === current.certificate ? earlier.current : { ...current, since: start }
}

/** The segments with every `previous` derived anew from the value in front of them. */
export const relinked = (earlier: SlotValue, segments: Timeline): Timeline => {
  let last = earlier
  return segments.map((segment) => {
    const previous = segment.previousRemoved ? null : previousAfter(last, segment.current)
    const linked = { ...segment, current: standing(last, segment.current, segment.from), previous }
    last = linked
    return linked
  })
}

/**
 * What is previous now, where `stood` was: `derived`, unless it was not what follows from the value in front
 * (`formerly`) that stood there. Then it had been removed, or the slot had changed twice at that instant.
 */
const previousKept = (
  stood: Segment,
  formerly: Placement | null,
  now: SlotValue,
  derived: Placement | null,
): Placement | null => {
  if (stood.previous?.certificate === formerly?.certificate) return derived
  if (stood.previous === null) return derived?.certificate === formerly?.certificate ? null : derived
  return stood.current?.certificate === now.current?.certificate ? stood.previous : derived
}

/** The same segments with other holders, every `previous` as it follows from them; `earlier` stands in front. */
export const recast = (
  earlier: SlotValue,
  segments: Timeline,
  holder: (segment: Segment) => Placement | null,
): Timeline => {
  let last = earlier
  return segments.map((stood, index) => {
    const now = { ...stood, current: holder(stood) }
    const formerly = previousAfter(segments[index - 1] ?? earlier, stood.current)
    const previous = previousKept(stood, formerly, now, previousAfter(last, now.current))
    const linked: Segment = {
      ...now,
      current: standing(last, now.current, now.from),
      previous,
      previousRemoved: stood.previousRemoved && previous === null,
    }
    last = linked
    return linked
  })
}

/** What a slot holds at an instant, given its last value and the roll that is staged on it. */
export const promoted = (value: SlotValue, at: Instant): SlotValue => {
  const { staged } = value
  if (staged === null || at < staged.effectiveAt) return value
  const current = standing(value, { certificate: staged.certificate, since: staged.effectiveAt }, staged.effectiveAt)
  return { current, previous: previousAfter(value, current), staged: null }
}
