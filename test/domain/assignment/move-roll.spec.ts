import { describe, it } from 'vitest'
import { finding } from '../../../domain/certificate/finding.js'
import { given } from '../../dsl/slot.js'
import { aCertificateRef } from '../../support/certificates.js'
import { DAY_MS, instant } from '../../support/instants.js'
import {
  assignmentRemoved, certificateAssigned, previousRemoved, rollActivated, rollCancelled, rollRescheduled,
  rollScheduled, tokenSlot,
} from '../../support/slot-builders.js'
import { activateRoll, cancelRoll, reschedule, roll } from '../../support/slot-commands.js'

const A = certificateAssigned('A', '2026-03-01')
const stagedB = rollScheduled('B', '2026-04-01', '2026-05-01')
const toJune = rollRescheduled('B', '2026-04-10', { from: '2026-05-01', to: '2026-06-01' })
const cancelled = rollCancelled('B', '2026-04-10', 'requested')
const nothingStaged = { _tag: 'NothingStaged' as const, slot: tokenSlot }

describe('RescheduleRoll', () => {
  it('moves the staged roll to a later date', () => {
    given(A, stagedB).when(reschedule('2026-04-10', '2026-06-01')).then(toJune)
    given(A, stagedB, toJune).at('2026-05-01').shows({ current: 'A', staged: 'B' })
    given(A, stagedB, toJune).at('2026-06-01').shows({ current: 'B', previous: 'A' })
    given(A, stagedB, toJune).at('2026-06-01').showsCurrentSince('2026-06-01')
  })

  it('moves the staged roll to an earlier date', () => {
    const sooner = rollRescheduled('B', '2026-04-10', { from: '2026-05-01', to: '2026-04-20' })
    given(A, stagedB).when(reschedule('2026-04-10', '2026-04-20')).then(sooner)
    given(A, stagedB, sooner).at('2026-04-20').shows({ current: 'B', previous: 'A' })
  })

  it('records nothing for the date that it has', () => {
    given(A, stagedB).when(reschedule('2026-04-10', '2026-05-01')).thenNothing()
    given(A, stagedB, toJune).when(reschedule('2026-04-11', '2026-06-01')).thenNothing()
  })

  it('moves it again, from where it was last', () => {
    given(A, stagedB, toJune)
      .when(reschedule('2026-05-10', '2026-07-01'))
      .then(rollRescheduled('B', '2026-05-10', { from: '2026-06-01', to: '2026-07-01' }))
  })

  it('refuses when nothing is staged, or not any more', () => {
    given(A).when(reschedule('2026-04-10', '2026-06-01')).thenRejects(nothingStaged)
    given(A, stagedB, cancelled).when(reschedule('2026-04-11', '2026-06-01')).thenRejects(nothingStaged)
    given(A, stagedB).when(reschedule('2026-05-01', '2026-06-01')).thenRejects(nothingStaged)
  })

  it('refuses a date that is past or now', () => {
    given(A, stagedB).when(reschedule('2026-04-10', '2026-04-10', { force: true })).thenRejects({
      _tag: 'EffectiveDateNotInFuture',
      slot: tokenSlot,
      effectiveAt: instant('2026-04-10'),
      at: instant('2026-04-10'),
    })
  })

  it('refuses a date outside the validity of the staged certificate', () => {
    const { notBefore, notAfter } = aCertificateRef('B')
    given(A, stagedB).when(reschedule('2026-04-10', '2028-01-01', { force: true })).thenRejects({
      _tag: 'EffectiveDateOutsideValidity', slot: tokenSlot, effectiveAt: notAfter, notBefore, notAfter,
    })
  })

  it('refuses less than the lead time unless forced, which is recorded', () => {
    given(A, stagedB).when(reschedule('2026-04-10', '2026-04-10 12:00Z')).thenRejects({
      _tag: 'RollNotAcceptable',
      slot: tokenSlot,
      findings: [
        finding('refused', {
          _tag: 'LeadTimeTooShort', role: 'OAuthTokenIssuer', leadMs: DAY_MS / 2, requiredMs: DAY_MS,
        }),
      ],
      forceable: true,
    })
    const forced = { from: '2026-05-01', to: '2026-04-10 12:00Z' }
    given(A, stagedB)
      .when(reschedule('2026-04-10', '2026-04-10 12:00Z', { force: true }))
      .then(rollRescheduled('B', '2026-04-10', forced, { overridden: ['LeadTimeTooShort'] }))
  })

  it('keeps a removed previous certificate removed', () => {
    const history = [certificateAssigned('P', '2026-02-01'), A, stagedB, previousRemoved('P', '2026-04-05'), toJune]
    given(...history).at('2026-05-01').shows({ current: 'A', staged: 'B' })
  })

  it('leaves a slot empty that was emptied meanwhile', () => {
    given(A, stagedB, assignmentRemoved('A', '2026-04-05'), toJune).at('2026-05-01').shows({ staged: 'B' })
    given(A, stagedB, assignmentRemoved('A', '2026-04-05'), toJune).at('2026-06-01').shows({ current: 'B' })
  })
})

describe('CancelRoll', () => {
  it('takes the staged certificate out; current and previous stay (Cancel a Roll)', () => {
    const history = [certificateAssigned('P', '2026-02-01'), A, stagedB]
    given(...history).when(cancelRoll('2026-04-10')).then(cancelled)
    given(...history, cancelled).at('2026-04-10').shows({ current: 'A', previous: 'P' })
    given(...history, cancelled).at('2026-05-01').shows({ current: 'A', previous: 'P' })
    given(...history, cancelled).at('2026-04-09').shows({ current: 'A', previous: 'P', staged: 'B' })
  })

  it('refuses a repeat, and where nothing was ever staged', () => {
    given(A, stagedB, cancelled).when(cancelRoll('2026-04-11')).thenRejects(nothingStaged)
    given(A).when(cancelRoll('2026-04-11')).thenRejects(nothingStaged)
    given().when(cancelRoll('2026-04-11')).thenRejects(nothingStaged)
  })

  it('cancels until just before the effective instant, and refuses from it on', () => {
    given(A, stagedB)
      .when(cancelRoll('2026-04-30 23:59:59.999Z'))
      .then(rollCancelled('B', '2026-04-30 23:59:59.999Z', 'requested'))
    given(A, stagedB).when(cancelRoll('2026-05-01')).thenRejects(nothingStaged)
  })

  it('leaves the slot free for the same certificate at another date', () => {
    given(A, stagedB, cancelled)
      .when(roll('B', '2026-04-11', '2026-06-01', { attempt: 2 }))
      .then(rollScheduled('B', '2026-04-11', '2026-06-01', { attempt: 2 }))
  })
})

describe('ActivateRoll', () => {
  const activated = rollActivated('B', '2026-05-01', '2026-05-01')

  it('records that the clock passed the effective instant, with its lateness', () => {
    given(A, stagedB).when(activateRoll('2026-05-01')).then(activated)
    given(A, stagedB).when(activateRoll('2026-05-03')).then(rollActivated('B', '2026-05-01', '2026-05-03'))
  })

  it('records nothing before it', () => {
    given(A, stagedB).when(activateRoll('2026-04-30 23:59:59.999Z')).thenNothing()
  })

  it('records it once', () => {
    given(A, stagedB, activated).when(activateRoll('2026-05-02')).thenNothing()
  })

  it('records nothing where no roll is, or a cancelled one', () => {
    given().when(activateRoll('2026-05-01')).thenNothing()
    given(A).when(activateRoll('2026-05-01')).thenNothing()
    given(A, stagedB, cancelled).when(activateRoll('2026-05-01')).thenNothing()
  })

  it('follows a roll to its new date', () => {
    given(A, stagedB, toJune).when(activateRoll('2026-05-15')).thenNothing()
    given(A, stagedB, toJune)
      .when(activateRoll('2026-06-02'))
      .then(rollActivated('B', '2026-06-01', '2026-06-02'))
  })

  it('changes no answer: current is a function of history and clock (scheduler down)', () => {
    for (const when of ['2026-04-30 23:59:59.999Z', '2026-05-01', '2026-05-02', '2026-06-01']) {
      const shown = when < '2026-05' ? { current: 'A', staged: 'B' } : { current: 'B', previous: 'A' }
      given(A, stagedB).at(when).shows(shown)
      given(A, stagedB, activated).at(when).shows(shown)
    }
  })

  it('records the second roll after the first', () => {
    const stagedC = rollScheduled('C', '2026-05-02', '2026-06-01')
    given(A, stagedB, activated, stagedC)
      .when(activateRoll('2026-06-01'))
      .then(rollActivated('C', '2026-06-01', '2026-06-01'))
  })
})
