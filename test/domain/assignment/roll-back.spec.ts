import { describe, it } from 'vitest'
import { finding } from '../../../domain/certificate/finding.js'
import { given } from '../../dsl/slot.js'
import { aCertificateRef } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import {
  assignmentCorrected, assignmentRemoved, certificateAssigned, previousRemoved, rollActivated, rollCancelled,
  rolledBack, rollRescheduled, rollScheduled, tokenSlot,
} from '../../support/slot-builders.js'
import { rollBack } from '../../support/slot-commands.js'

const A = certificateAssigned('A', '2026-03-01')
const B = certificateAssigned('B', '2026-04-01')
const stagedB = rollScheduled('B', '2026-04-01', '2026-05-01')
const back = rolledBack({ from: 'B', to: 'A' }, '2026-04-10')
const expired = finding('refused', {
  _tag: 'CertificateExpired', notAfter: instant('2026-04-05'), at: instant('2026-04-10'),
})
const destroyed = finding('forbidden', { _tag: 'PrivateKeyMissing', because: 'destroyed' })

describe('RollBack', () => {
  it('makes the previous certificate current again, and what was current previous', () => {
    given(A, B).when(rollBack('A', '2026-04-10')).then(back)
    given(A, B, back).at('2026-04-10').shows({ current: 'A', previous: 'B' })
    given(A, B, back).at('2026-04-10').showsCurrentSince('2026-04-10')
    given(A, B, back).at('2026-04-09').shows({ current: 'B', previous: 'A' })
  })

  it('does not go forward again when it is asked for twice: the repeat records nothing', () => {
    given(A, B, back).when(rollBack('B', '2026-04-11')).thenNothing()
    given(A, B, back).when(rollBack('B', '2026-04-11', { findings: [destroyed] })).thenNothing()
    given(A, B, back).when(rollBack(null, '2026-04-11')).thenNothing()
  })

  it('is a repeat as long as nothing but staging, cancelling and removing the previous came between', () => {
    const stagedC = rollScheduled('C', '2026-04-11', '2026-05-11')
    const moved = rollRescheduled('C', '2026-04-12', { from: '2026-05-11', to: '2026-05-12' })
    const cancelled = rollCancelled('C', '2026-04-12', 'requested')
    for (const between of [[stagedC], [stagedC, moved], [stagedC, cancelled]]) {
      given(A, B, back, ...between).when(rollBack('B', '2026-04-13')).thenNothing()
    }
    given(A, B, back, previousRemoved('B', '2026-04-11')).when(rollBack(null, '2026-04-12')).thenNothing()
  })

  it('goes back again once an assignment, or a roll that took effect, went forward', () => {
    const forward = certificateAssigned('B', '2026-04-11')
    const backAgain = rolledBack({ from: 'B', to: 'A' }, '2026-04-12')
    given(A, B, back, forward).when(rollBack('A', '2026-04-12')).then(backAgain)
    given(A, B, back, forward, backAgain).at('2026-04-12').shows({ current: 'A', previous: 'B' })
    given(A, B, back, forward, backAgain).when(rollBack('B', '2026-04-13')).thenNothing()
    const stagedC = rollScheduled('C', '2026-04-11', '2026-05-11')
    const activated = rollActivated('C', '2026-05-11', '2026-05-12')
    const fromC = rolledBack({ from: 'C', to: 'A' }, '2026-05-12')
    given(A, B, back, stagedC).when(rollBack('A', '2026-05-12')).then(activated, fromC)
    given(A, B, back, stagedC, activated).when(rollBack('A', '2026-05-12')).then(fromC)
  })

  it('is no repeat after a correction, or where the assignment was removed meanwhile', () => {
    const corrected = assignmentCorrected('A', { from: '2026-04-10', to: null }, '2026-04-11')
    given(A, B, back, corrected)
      .when(rollBack('B', '2026-04-12'))
      .then(rolledBack({ from: 'A', to: 'B' }, '2026-04-12'))
    given(A, B, back, assignmentRemoved('A', '2026-04-11'))
      .when(rollBack('B', '2026-04-12'))
      .then(certificateAssigned('B', '2026-04-12'))
  })

  it('records nothing when what was meant is current already, as after a repeat', () => {
    given(A, B, back).when(rollBack('A', '2026-04-11')).thenNothing()
    given(A, B, back, previousRemoved('B', '2026-04-11')).when(rollBack('A', '2026-04-12')).thenNothing()
  })

  it('cancels a staged roll on record', () => {
    const stagedC = rollScheduled('C', '2026-04-05', '2026-05-05')
    const events = [rollCancelled('C', '2026-04-10', 'rolledBack'), back]
    given(A, B, stagedC).when(rollBack('A', '2026-04-10')).then(...events)
    given(A, B, stagedC, ...events).at('2026-05-05').shows({ current: 'A', previous: 'B' })
  })

  it('rolls back a roll that nobody has told yet, which is put on record in front', () => {
    const events = [rollActivated('B', '2026-05-01', '2026-05-02'), rolledBack({ from: 'B', to: 'A' }, '2026-05-02')]
    given(A, stagedB).when(rollBack('A', '2026-05-02')).then(...events)
    given(A, stagedB, ...events).at('2026-05-02').shows({ current: 'A', previous: 'B' })
  })

  it('rolls back at the very instant at which the roll took effect', () => {
    const events = [rollActivated('B', '2026-05-01', '2026-05-01'), rolledBack({ from: 'B', to: 'A' }, '2026-05-01')]
    given(A, stagedB).when(rollBack('A', '2026-05-01')).then(...events)
    given(A, stagedB, ...events).at('2026-05-01').shows({ current: 'A', previous: 'B' })
  })

  it('assigns the previous certificate where nothing is current to roll back from', () => {
    const removed = assignmentRemoved('B', '2026-04-05')
    given(A, B, removed).when(rollBack('A', '2026-04-10')).then(certificateAssigned('A', '2026-04-10'))
    given(A, B, removed, certificateAssigned('A', '2026-04-10')).at('2026-04-10').shows({ current: 'A' })
  })

  it('refuses when there is no previous certificate', () => {
    given().when(rollBack(null, '2026-04-10')).thenRejects({ _tag: 'NoPreviousCertificate', slot: tokenSlot })
    given(A)
      .when(rollBack(null, '2026-04-10'))
      .thenRejects({ _tag: 'NoPreviousCertificate', slot: tokenSlot })
    given(A, B, previousRemoved('A', '2026-04-05'))
      .when(rollBack('A', '2026-04-10'))
      .thenRejects({ _tag: 'NoPreviousCertificate', slot: tokenSlot })
  })

  it('refuses when the slot holds another previous certificate than the one that was judged', () => {
    const C = certificateAssigned('C', '2026-04-05')
    given(A, B, C)
      .when(rollBack('A', '2026-04-10'))
      .thenRejects({ _tag: 'SlotChangedMeanwhile', slot: tokenSlot })
    given(A, B)
      .when(rollBack(null, '2026-04-10'))
      .thenRejects({ _tag: 'SlotChangedMeanwhile', slot: tokenSlot })
  })

  it('refuses an expired certificate unless forced, which is recorded', () => {
    given(A, B).when(rollBack('A', '2026-04-10', { findings: [expired] })).thenRejects({
      _tag: 'CertificateNotAcceptable',
      slot: tokenSlot,
      thumbprint: aCertificateRef('A').thumbprint,
      findings: [expired],
      forceable: true,
    })
    given(A, B)
      .when(rollBack('A', '2026-04-10', { findings: [expired], force: true }))
      .then(rolledBack({ from: 'B', to: 'A' }, '2026-04-10', { overridden: ['CertificateExpired'] }))
  })

  it('refuses a certificate whose key was destroyed, force or not (F11)', () => {
    given(A, B).when(rollBack('A', '2026-04-10', { findings: [destroyed], force: true })).thenRejects({
      _tag: 'CertificateNotAcceptable',
      slot: tokenSlot,
      thumbprint: aCertificateRef('A').thumbprint,
      findings: [destroyed],
      forceable: false,
    })
  })
})
