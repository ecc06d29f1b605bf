import fc from 'fast-check'
import type { AssignmentCommand } from '../../domain/assignment/commands.js'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentRefusal } from '../../domain/assignment/errors.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import { slotAt } from '../../domain/assignment/slot-at.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import { E, type Either } from '../../domain/prelude.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import { letters } from './arbitrary-slot-events.js'
import { aCertificateRef } from './certificates.js'
import { HOUR_MS, instant } from './instants.js'
import { rollIdOf, tokenSlot } from './slot-builders.js'

/** What somebody wants of the slot, and how the clock moves before; instants are told relative to the clock. */
type Wish = {
  readonly want: AssignmentCommand['type']
  readonly letter: (typeof letters)[number]
  readonly clockMovesHours: number
  readonly aheadHours: number
  readonly agoHours: number
  readonly lengthHours: number | null
  readonly force: boolean
}

/** A command as it was sent, on what state, and what came of it. */
export type Step = {
  readonly command: AssignmentCommand
  readonly now: Instant
  readonly before: AssignmentState
  readonly after: AssignmentState
  readonly decision: Either<AssignmentRefusal, ReadonlyArray<AssignmentEvent>>
  readonly events: ReadonlyArray<AssignmentEvent>
}

const hoursFrom = (from: Instant, hours: number): Instant => plusMs(from, hours * HOUR_MS)

const commandOf = (wish: Wish, before: AssignmentState, at: Instant, index: number): AssignmentCommand => {
  const common = { slot: tokenSlot, at }
  const { force } = wish
  const certificate = aCertificateRef(wish.letter)
  const effectiveAt = hoursFrom(at, wish.aheadHours)
  const validFrom = hoursFrom(at, -wish.agoHours)
  switch (wish.want) {
    case 'AssignCertificate':
      return { type: wish.want, data: { ...common, certificate, findings: [], force } }
    case 'RollCertificate': {
      const rolled = { rollId: rollIdOf(certificate, index), effectiveAt, alongside: [] }
      return { type: wish.want, data: { ...common, certificate, findings: [], force, ...rolled } }
    }
    case 'RescheduleRoll':
      return { type: wish.want, data: { ...common, effectiveAt, force } }
    case 'RollBack': {
      const to = slotAt(before, at).previous?.certificate ?? null
      return { type: wish.want, data: { ...common, to, findings: [], force } }
    }
    case 'RemoveAssignment':
      return { type: wish.want, data: { ...common, force } }
    case 'CorrectAssignment': {
      const validTo = wish.lengthHours === null ? null : hoursFrom(validFrom, wish.lengthHours)
      return { type: wish.want, data: { ...common, certificate: wish.force ? certificate : null, validFrom, validTo } }
    }
    case 'CancelRoll':
    case 'ActivateRoll':
    case 'RemovePrevious':
      return { type: wish.want, data: common }
  }
}

const begin = instant('2026-06-01')

const played = (wishes: ReadonlyArray<Wish>): ReadonlyArray<Step> => {
  const steps: Array<Step> = []
  let [before, now] = [assignment.initialState, begin]
  wishes.forEach((wish, index) => {
    now = hoursFrom(now, wish.clockMovesHours)
    const command = commandOf(wish, before, now, index)
    const decision = assignment.decide(command)(before)
    const events = E.isRight(decision) ? decision.right : []
    const after = events.reduce(assignment.evolve, before)
    steps.push({ command, now, before, after, decision, events })
    before = after
  })
  return steps
}

/** Those that fill a slot come more often, so that the others find something there. */
const wants: ReadonlyArray<AssignmentCommand['type']> = [
  'AssignCertificate', 'AssignCertificate', 'RollCertificate', 'RollCertificate', 'RollCertificate', 'RescheduleRoll',
  'CancelRoll', 'ActivateRoll', 'RollBack', 'RemoveAssignment', 'RemovePrevious', 'CorrectAssignment',
]

const LENGTH = { maxLength: 16, size: 'max' } as const

const wish = (clockMovesHours: fc.Arbitrary<number>, aheadHours: fc.Arbitrary<number>): fc.Arbitrary<Wish> =>
  fc.record({
    want: fc.constantFrom(...wants),
    letter: fc.constantFrom(...letters),
    clockMovesHours,
    aheadHours,
    agoHours: fc.integer({ min: -1, max: 100 }),
    lengthHours: fc.option(fc.integer({ min: 0, max: 80 })),
    force: fc.boolean(),
  })

/** Commands to one slot, one after the other, under a clock that jumps ahead, stands still and runs back. */
export const arbitraryStory: fc.Arbitrary<ReadonlyArray<Step>> = fc
  .array(wish(fc.integer({ min: -10, max: 40 }), fc.integer({ min: -2, max: 60 })), LENGTH)
  .map(played)

const halfPast = fc.integer({ min: 0, max: 60 }).map((hours) => hours + 0.5)

/** The same under a clock that only goes ahead and never stands on an effective instant: no two changes of one. */
export const arbitraryStoryAhead: fc.Arbitrary<ReadonlyArray<Step>> = fc
  .array(wish(fc.integer({ min: 1, max: 40 }), halfPast), LENGTH)
  .map(played)

/** The events that a story left. */
export const eventsOf = (story: ReadonlyArray<Step>): ReadonlyArray<AssignmentEvent> =>
  story.flatMap(({ events }) => events)
