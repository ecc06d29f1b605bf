import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extend } from '../../domain/assignment/extend.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import { valueAt, type SlotValue, type Timeline } from '../../domain/assignment/timeline.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import { plusMs, type Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import { slotText, type Slot } from '../../domain/values/slot.js'
import { slotHistory } from '../../projections/slot-tables.js'
import { slotAt, slotAtMoment, type SlotAt } from '../../projections/slots-at.js'
import { projected } from '../support/projected.js'
import { epoch, story, tell } from './slot-stories.js'

const timelineOf = (events: ReadonlyArray<AssignmentEvent>, slot: Slot): Timeline =>
  events.filter((event) => slotText(event.data.slot) === slotText(slot)).reduce<Timeline>(extend, [])

const moments = (events: ReadonlyArray<RecordedEvent<AssignmentEvent>>): ReadonlyArray<Instant> =>
  [epoch, ...events.map(({ recordedAt }) => recordedAt)].flatMap((at) => [
    plusMs(at, -1),
    at,
    plusMs(at, 5.5 * 3_600_000),
  ])

const nothing: SlotValue = { current: null, previous: null, staged: null }
const bare = ({ current, previous, staged }: SlotValue): SlotValue => ({ current, previous, staged })
const shown = (found: SlotAt | undefined): SlotValue => (found === undefined ? nothing : bare(found.value))

describe('assignments', () => {
  it('answers every instant at every position as the timeline folded up to there does', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { events, slots } = tell(steps)
        const rows = projected(events)
        for (const slot of slots) {
          for (let knownAt = 0; knownAt <= events.length; knownAt += 1) {
            const timeline = timelineOf(events.slice(0, knownAt), slot)
            for (const validAt of moments(events)) {
              const moment = { validAt, knownAt: knownAt as Position, isPresent: false }
              const expected = bare(valueAt(timeline, validAt))
              expect(shown(slotAtMoment(rows, slotText(slot), moment))).toEqual(expected)
              expect(shown(slotAt(rows, slotText(slot), moment))).toEqual(expected)
            }
          }
        }
      }),
      { numRuns: 150 },
    )
  })

  it('keeps rectangles of a slot that never overlap on both axes', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { events, slots } = tell(steps)
        const rows = projected(events)
        for (const slot of slots) {
          const rectangles = rows.find(slotHistory, { equals: { slot: slotText(slot) } })
          rectangles.forEach((a, index) => {
            for (const b of rectangles.slice(index + 1)) {
              const valid = (a.valid_to ?? '~') > b.valid_from && (b.valid_to ?? '~') > a.valid_from
              const known = (a.known_to ?? Infinity) > b.known_from && (b.known_to ?? Infinity) > a.known_from
              expect(valid && known).toBe(false)
            }
          })
        }
      }),
    )
  })

  it('names for every certificate in a slot the event that put it there', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const { events, slots } = tell(steps)
        const rows = projected(events)
        for (const slot of slots) {
          for (const validAt of moments(events)) {
            const found = slotAt(rows, slotText(slot), {
              validAt,
              knownAt: events.length as Position,
              isPresent: false,
            })
            const cause = events[(found?.causes.current ?? 0) - 1]
            const current = found?.value.current?.certificate
            if (current !== undefined) expect(JSON.stringify(cause?.data)).toContain(current)
          }
        }
      }),
    )
  })
})
