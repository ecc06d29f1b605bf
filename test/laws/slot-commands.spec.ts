import { describe, expect, it } from 'vitest'
import { assignment } from '../../domain/assignment/decide.js'
import { affectedFrom } from '../../domain/assignment/extend.js'
import { effectiveNow } from '../../domain/assignment/roll-window.js'
import { dueRoll, slotAt } from '../../domain/assignment/slot-at.js'
import type { AssignmentState } from '../../domain/assignment/state.js'
import { valueAt } from '../../domain/assignment/timeline.js'
import { E } from '../../domain/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import { folded } from '../dsl/given.js'
import { eventsOf, type Step } from '../support/arbitrary-slot-story.js'
import { frozen } from '../support/frozen.js'
import { inEveryStep, inEveryStory } from './in-every-story.js'

const slotNow = ({ now }: Step, state: AssignmentState) => slotAt(state, effectiveNow(now, state.lastChangeAt))

const holderAt = ({ timeline }: AssignmentState, at: Instant) => valueAt(timeline, at).current?.certificate

describe('Commands to a slot, in any order and under any clock', () => {
  it('record nothing when repeated at once; only a repeated CancelRoll is refused, as nothing is staged', () => {
    inEveryStep(({ command, after, decision }) => {
      if (E.isLeft(decision)) return
      const repeated = assignment.decide(command)(after)
      if (command.type === 'CancelRoll') {
        expect(repeated).toEqual(E.left({ _tag: 'NothingStaged', slot: command.data.slot }))
      } else {
        expect(repeated).toEqual(E.right([]))
      }
    })
  })

  it('leave the slot as they say', () => {
    inEveryStep((step) => {
      const { command, decision, before, after, events } = step
      if (E.isLeft(decision)) return
      const { current, previous, staged } = slotNow(step, after)
      switch (command.type) {
        case 'AssignCertificate':
          expect(current?.certificate).toEqual(command.data.certificate)
          return
        case 'RollBack':
          if (events.length > 0) {
            expect(current?.certificate).toEqual(command.data.to)
            expect(staged).toBeNull()
          } else {
            expect(after).toBe(before)
            const settledOn = [command.data.to?.thumbprintSha256, before.rolledBackTo]
            expect(settledOn).toContain(current?.certificate.thumbprintSha256)
          }
          return
        case 'RollCertificate':
          expect([current?.certificate, staged?.certificate]).toContainEqual(command.data.certificate)
          return
        case 'RescheduleRoll':
          expect(staged?.effectiveAt).toBe(command.data.effectiveAt)
          return
        case 'CancelRoll':
          expect(staged).toBeNull()
          return
        case 'RemoveAssignment':
          expect(current).toBeNull()
          return
        case 'RemovePrevious':
          expect(previous).toBeNull()
          return
        case 'ActivateRoll':
          expect(dueRoll(after, step.now)).toBeNull()
          return
        case 'CorrectAssignment':
          expect(holderAt(after, command.data.validFrom)).toBe(command.data.certificate?.thumbprintSha256)
      }
    })
  })

  it('never change what they were given', () => {
    inEveryStep(({ command, before, events }) => {
      const state = frozen(structuredClone(before))
      assignment.decide(frozen(structuredClone(command)))(state)
      events.map((event) => frozen(structuredClone(event))).reduce(assignment.evolve, state)
      expect(state).toEqual(before)
    })
  })

  it('change nothing before the last change, corrections apart', () => {
    inEveryStep(({ before, events }) => {
      const { lastChangeAt } = before
      for (const event of events.filter(({ type }) => type !== 'AssignmentCorrected')) {
        const from = affectedFrom(event)
        if (from !== null && lastChangeAt !== null) expect(from >= lastChangeAt).toBe(true)
      }
    })
  })

  it('are decided alike on a state that was folded anew', () => {
    inEveryStory((story) => {
      expect(folded(assignment, eventsOf(story))).toEqual(story.at(-1)?.after ?? assignment.initialState)
    })
  })

  it('record only events of the slot that they were sent to', () => {
    inEveryStep(({ command, events }) => {
      for (const event of events) expect(event.data.slot).toEqual(command.data.slot)
    })
  })
})
