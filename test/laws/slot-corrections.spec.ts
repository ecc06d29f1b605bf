import { describe, expect, it } from 'vitest'
import { assignment } from '../../domain/assignment/decide.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import { valueAt } from '../../domain/assignment/timeline.js'
import type { Instant } from '../../domain/values/instant.js'
import { arbitraryStoryAhead } from '../support/arbitrary-slot-story.js'
import { everyHour, inEveryStep, inEveryStory } from './in-every-story.js'

/** Where the reign at an instant ended; null where it is open. */
const untilChange = ({ timeline }: AssignmentState, from: Instant): Instant | null => {
  const holder = valueAt(timeline, from).current?.certificate
  return timeline.find((later) => later.from > from && later.current?.certificate !== holder)?.from ?? null
}

describe('Corrections, in any order of commands and under any clock', () => {
  it('say who was current in their interval, and change no other holder and no plan', () => {
    inEveryStep(({ before, after, events }) => {
      for (const event of events) {
        if (event.type !== 'AssignmentCorrected') continue
        const { certificate, validFrom, validTo } = event.data
        const until = validTo ?? untilChange(before, validFrom)
        for (const at of everyHour) {
          const [was, is] = [valueAt(before.timeline, at), valueAt(after.timeline, at)]
          const within = validFrom <= at && (until === null || at < until)
          const holder = within ? certificate?.thumbprintSha256 : was.current?.certificate
          expect(is.current?.certificate).toBe(holder)
          expect(is.staged).toEqual(was.staged)
        }
      }
    })
  })

  it('lie in the past', () => {
    inEveryStep(({ events }) => {
      for (const event of events) {
        if (event.type !== 'AssignmentCorrected') continue
        const { validFrom, validTo, correctedAt } = event.data
        expect(validFrom <= correctedAt).toBe(true)
        if (validTo !== null) expect(validFrom < validTo && validTo <= correctedAt).toBe(true)
      }
    })
  })
})

describe('Reigns, under a clock that goes ahead', () => {
  it('begin where another ended, or nobody reigned', () => {
    inEveryStory((story) => {
      const timeline = story.at(-1)?.after.timeline ?? []
      timeline.forEach(({ current, from }, index) => {
        const before = timeline[index - 1]?.current
        const began = before?.certificate === current?.certificate ? before?.since : from
        if (current !== null) expect(current.since).toBe(began)
      })
    }, arbitraryStoryAhead)
  })

  it('follow each other: previous is who was current before, unless removed or nobody was', () => {
    inEveryStory((story) => {
      const { timeline } = story.at(-1)?.after ?? assignment.initialState
      timeline.forEach(({ current, previous }, index) => {
        const before = timeline[index - 1]?.current ?? null
        const follows = before !== null && current !== null && before.certificate !== current.certificate
        if (follows && previous !== null) expect(previous).toEqual(before)
      })
    }, arbitraryStoryAhead)
  })
})
