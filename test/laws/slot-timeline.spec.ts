import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import { affectedFrom, extend } from '../../domain/assignment/extend.js'
import { slotAt } from '../../domain/assignment/slot-at.js'
import { valueAt, type SlotValue, type Timeline } from '../../domain/assignment/timeline.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import { folded } from '../dsl/given.js'
import { arbitrarySlotEvent, arbitrarySlotHistory, instants } from '../support/arbitrary-slot-events.js'

const everyInstant = instants.flatMap((at) => [plusMs(at, -1), at])

const timelineOf = (history: ReadonlyArray<AssignmentEvent>): Timeline =>
  history.reduce<Timeline>(extend, [])

const held = (timeline: Timeline, at: Instant): SlotValue => {
  const { current, previous, staged } = valueAt(timeline, at)
  return { current, previous, staged }
}

const law = (check: (timeline: Timeline) => void): void => {
  fc.assert(fc.property(arbitrarySlotHistory, (history) => { check(timelineOf(history)) }), { numRuns: 1_000 })
}

describe('The timeline of a slot, whatever events it is made of', () => {
  it('is total: every sequence of events has a meaning at every instant', () => {
    fc.assert(
      fc.property(arbitrarySlotHistory, (history) => {
        const state = folded(assignment, history)
        for (const at of everyInstant) {
          const value = valueAt(state.timeline, at)
          const content = slotAt(state, at)
          expect(content.current?.certificate.thumbprintSha256).toBe(value.current?.certificate)
          expect(content.previous?.certificate.thumbprintSha256).toBe(value.previous?.certificate)
          expect(content.staged?.certificate.thumbprintSha256).toBe(value.staged?.certificate)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is in order, without gap or overlap, its last segment open', () => {
    law((timeline) => {
      timeline.forEach((segment, index) => {
        expect(segment.to).toBe(timeline[index + 1]?.from ?? null)
        if (segment.to !== null) expect(segment.from < segment.to).toBe(true)
      })
    })
  })

  it('never shows a certificate as previous of itself', () => {
    law((timeline) => {
      for (const { current, previous } of timeline) {
        if (previous !== null) expect(previous.certificate).not.toBe(current?.certificate)
      }
    })
  })

  it('tells no beginning of a reign at which another reigned', () => {
    law((timeline) => {
      for (const { current, from } of timeline) {
        if (current === null) continue
        const since = timeline.filter((earlier) => current.since <= earlier.from && earlier.from <= from)
        expect(current.since <= from).toBe(true)
        expect(new Set(since.map((earlier) => earlier.current?.certificate))).toEqual(new Set([current.certificate]))
      }
    })
  })

  it('marks the removal of a previous certificate only where none is shown', () => {
    law((timeline) => {
      for (const { previous, previousRemoved } of timeline) if (previousRemoved) expect(previous).toBeNull()
    })
  })

  it('marks it where it was, and nowhere else', () => {
    fc.assert(
      fc.property(arbitrarySlotHistory, (history) => {
        const removals = history.flatMap((event) => (event.type === 'PreviousRemoved' ? [event.data.removedAt] : []))
        for (const { from, previousRemoved } of timelineOf(history)) {
          if (previousRemoved) expect(removals).toContain(from)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('has a time of its own that never runs back', () => {
    fc.assert(
      fc.property(arbitrarySlotHistory, arbitrarySlotEvent, (history, event) => {
        const before = folded(assignment, history)
        const after = assignment.evolve(before, event)
        expect(before.lastChangeAt === null || before.lastChangeAt <= (after.lastChangeAt ?? '')).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('keeps a staged certificate no longer than to its effective instant', () => {
    law((timeline) => {
      for (const { staged, to } of timeline) {
        if (staged !== null) expect(to !== null && to <= staged.effectiveAt).toBe(true)
      }
    })
  })

  it('is left as it was before the instant from which an event takes effect', () => {
    fc.assert(
      fc.property(arbitrarySlotHistory, arbitrarySlotEvent, (history, event) => {
        const before = timelineOf(history)
        const after = extend(before, event)
        const from = affectedFrom(event)
        for (const at of everyInstant.filter((instant) => from === null || instant < from)) {
          expect(held(after, at)).toEqual(held(before, at))
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('is extended alike from its tail, as the read side does, and from the whole', () => {
    fc.assert(
      fc.property(arbitrarySlotHistory, arbitrarySlotEvent, (history, event) => {
        const whole = timelineOf(history)
        const from = affectedFrom(event)
        const isTail = ({ to }: Timeline[number]): boolean => from === null || to === null || to >= from
        const rest = whole.filter((segment) => !isTail(segment))
        expect([...rest, ...extend(whole.filter(isTail), event)]).toEqual(extend(whole, event))
      }),
      { numRuns: 2_000 },
    )
  })
})
