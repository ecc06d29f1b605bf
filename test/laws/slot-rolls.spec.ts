import { describe, expect, it } from 'vitest'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentEvent } from '../../domain/assignment/events.js'
import { affectedFrom } from '../../domain/assignment/extend.js'
import { dueRoll, slotAt } from '../../domain/assignment/slot-at.js'
import { promoted, valueAt } from '../../domain/assignment/timeline.js'
import { folded } from '../dsl/given.js'
import { eventsOf } from '../support/arbitrary-slot-story.js'
import { everyDay, inEveryStep, inEveryStory } from './in-every-story.js'

const rollsIn = (events: ReadonlyArray<AssignmentEvent>, type: 'RollCancelled' | 'RollActivated') =>
  events.flatMap((event) => (event.type === type ? [event.data.rollId] : []))

describe('Rolls, in any order of commands and under any clock', () => {
  it('are staged one at a time', () => {
    inEveryStory((story) => {
      const open = new Set<string>()
      for (const event of eventsOf(story)) {
        if (event.type === 'RollScheduled') open.add(event.data.rollId)
        if (event.type === 'RollCancelled' || event.type === 'RollActivated') {
          expect(open.delete(event.data.rollId)).toBe(true)
        }
        expect(open.size).toBeLessThanOrEqual(1)
      }
    })
  })

  it('take effect on record at most once, and not when cancelled', () => {
    inEveryStory((story) => {
      const events = eventsOf(story)
      const ended = [...rollsIn(events, 'RollActivated'), ...rollsIn(events, 'RollCancelled')]
      expect(new Set(ended).size).toBe(ended.length)
    })
  })

  it('take effect on record in front of what follows, never early', () => {
    inEveryStep(({ now, before, events }) => {
      const due = dueRoll(before, now)
      expect(rollsIn(events, 'RollActivated')).toEqual(due === null || events.length === 0 ? [] : [due.rollId])
      const activated = events.findIndex(({ type }) => type === 'RollActivated')
      expect(activated).toBeLessThanOrEqual(0)
      for (const event of events) {
        if (event.type === 'RollActivated') expect(event.data.latenessMs).toBeGreaterThanOrEqual(0)
      }
    })
  })

  it('take effect by the clock: no answer depends on the record', () => {
    inEveryStory((story) => {
      const events = eventsOf(story)
      const told = folded(assignment, events)
      const untold = folded(assignment, events.filter(({ type }) => type !== 'RollActivated'))
      expect(untold.timeline).toEqual(told.timeline)
      for (const at of everyDay) expect(slotAt(untold, at)).toEqual(slotAt(told, at))
    })
  })

  it('are staged as long as they are open and not due', () => {
    inEveryStep(({ after }) => {
      const { openRoll, lastChangeAt, timeline } = after
      for (const at of everyDay.filter((day) => lastChangeAt !== null && day >= lastChangeAt)) {
        const waiting = openRoll !== null && at < openRoll.effectiveAt ? openRoll : null
        expect(valueAt(timeline, at).staged).toEqual(waiting)
      }
    })
  })

  it('show by the last value alone what they will bring', () => {
    inEveryStep(({ after, events }) => {
      const last = events.at(-1)
      const from = last === undefined ? null : affectedFrom(last)
      if (from === null || (last?.type !== 'RollScheduled' && last?.type !== 'RollRescheduled')) return
      const { current, previous, staged } = valueAt(after.timeline, from)
      for (const at of everyDay.filter((day) => day >= from)) {
        expect(valueAt(after.timeline, at)).toMatchObject(promoted({ current, previous, staged }, at))
      }
    })
  })
})
