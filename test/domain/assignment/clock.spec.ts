import { describe, expect, it } from 'vitest'
import { effectiveNow } from '../../../domain/assignment/roll-window.js'
import { given, recordedBy } from '../../dsl/slot.js'
import { instant } from '../../support/instants.js'
import {
  assignmentCorrected, assignmentRemoved, certificateAssigned, previousRemoved, rollActivated, rollCancelled,
  rolledBack, rollRescheduled, rollScheduled, tokenSlot,
} from '../../support/slot-builders.js'
import {
  activateRoll, assign, cancelRoll, correctAssignment, removeAssignment, removePrevious, reschedule, roll, rollBack,
} from '../../support/slot-commands.js'

const A = certificateAssigned('A', '2026-03-01')
const B = certificateAssigned('B', '2026-04-01')
const stagedC = rollScheduled('C', '2026-04-10', '2026-05-01')
const force = { force: true }

describe('effectiveNow', () => {
  it('is the clock, but never before the last change', () => {
    const [sooner, later] = [instant('2026-04-01'), instant('2026-04-02')]
    expect(effectiveNow(later, null)).toBe(later)
    expect(effectiveNow(later, sooner)).toBe(later)
    expect(effectiveNow(sooner, later)).toBe(later)
    expect(effectiveNow(later, later)).toBe(later)
  })
})

describe('A clock that runs backwards', () => {
  const back = '2026-03-15'

  it('changes the slot at its last change, never before it', () => {
    given(A, B).when(assign('C', back)).then(certificateAssigned('C', '2026-04-01'))
    given(A, B).when(rollBack('A', back)).then(rolledBack({ from: 'B', to: 'A' }, '2026-04-01'))
    given(A, B).when(removePrevious(back)).then(previousRemoved('A', '2026-04-01'))
    given(A, B)
      .when(removeAssignment(back, force))
      .then(assignmentRemoved('B', '2026-04-01', { overridden: ['AssignmentInUse'] }))
    given(A, B, stagedC).when(cancelRoll(back)).then(rollCancelled('C', '2026-04-10', 'requested'))
    given(A, B, stagedC)
      .when(reschedule(back, '2026-06-01'))
      .then(rollRescheduled('C', '2026-04-10', { from: '2026-05-01', to: '2026-06-01' }))
    given(A, B).when(roll('C', back, '2026-05-01')).then(rollScheduled('C', '2026-04-01', '2026-05-01'))
  })

  it('leaves the past of the slot as it was', () => {
    given(A, B, certificateAssigned('C', '2026-04-01')).at('2026-03-15').shows({ current: 'A' })
  })

  it('measures the future from the last change', () => {
    given(A, B).when(roll('C', back, '2026-04-01', force)).thenRejects({
      _tag: 'EffectiveDateNotInFuture',
      slot: tokenSlot,
      effectiveAt: instant('2026-04-01'),
      at: instant('2026-04-01'),
    })
    given(A, B)
      .when(correctAssignment('D', { from: '2026-03-20', to: '2026-04-01' }, back))
      .then(assignmentCorrected('D', { from: '2026-03-20', to: '2026-04-01' }, '2026-04-01'))
  })

  it('does not take back a roll whose taking effect is on record', () => {
    const told = [A, rollScheduled('B', '2026-03-20', '2026-04-01'), rollActivated('B', '2026-04-01', '2026-04-02')]
    given(...told).when(assign('C', back)).then(certificateAssigned('C', '2026-04-01'))
    given(...told, certificateAssigned('C', '2026-04-01'))
      .at('2026-04-01')
      .shows({ current: 'C', previous: 'B' })
    given(...told).when(cancelRoll(back)).thenRejects({ _tag: 'NothingStaged', slot: tokenSlot })
  })

  it('does not reach behind a correction', () => {
    const corrected = assignmentCorrected('D', { from: '2026-04-15', to: '2026-04-20' }, '2026-05-01')
    given(A, B, corrected).when(assign('C', '2026-04-10')).then(certificateAssigned('C', '2026-05-01'))
    given(A, B, corrected, certificateAssigned('C', '2026-05-01'))
      .at('2026-04-17')
      .shows({ current: 'D', previous: 'B' })
  })

  it('tells no lateness below zero', () => {
    const planned = [A, rollScheduled('B', '2026-03-20', '2026-04-01')]
    given(...planned).when(activateRoll('2026-03-31')).thenNothing()
    given(...planned).when(activateRoll('2026-04-01')).then(rollActivated('B', '2026-04-01', '2026-04-01'))
  })
})

describe('Changes of one instant', () => {
  const at = '2026-04-01'

  it('hold in the order in which they were recorded', () => {
    given(...recordedBy(assign('A', at), assign('B', at), assign('C', at)))
      .at(at)
      .shows({ current: 'C', previous: 'B' })
    given(...recordedBy(assign('A', at), assign('B', at), rollBack('A', at)))
      .at(at)
      .shows({ current: 'A', previous: 'B' })
    given(...recordedBy(assign('A', at), assign('B', at), removePrevious(at))).at(at).shows({ current: 'B' })
    given(...recordedBy(assign('A', at), assign('B', at), removeAssignment(at, force)))
      .at(at)
      .shows({ previous: 'A' })
    given(...recordedBy(assign('A', at), removeAssignment(at, force), assign('B', at)))
      .at(at)
      .shows({ current: 'B' })
  })

  it('stage, move, supersede and cancel one after the other', () => {
    const rollB = [roll('B', at, '2026-05-01'), reschedule(at, '2026-06-01')]
    const steps = [assign('A', at), ...rollB, roll('C', at, '2026-07-01')]
    given(...recordedBy(...steps)).at(at).shows({ current: 'A', staged: 'C' })
    given(...recordedBy(...steps)).at('2026-06-15').shows({ current: 'A', staged: 'C' })
    given(...recordedBy(...steps, cancelRoll(at))).at('2026-08-01').shows({ current: 'A' })
    given(...recordedBy(...steps, assign('B', at))).at('2026-08-01').shows({ current: 'B', previous: 'A' })
  })

  it('leave nothing before them', () => {
    given(...recordedBy(assign('A', at), assign('B', at))).at('2026-03-31 23:59:59.999Z').shows({})
  })
})
