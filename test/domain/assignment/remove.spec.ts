import { describe, it } from 'vitest'
import { given } from '../../dsl/slot.js'
import { aCertificateRef } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import {
  assignmentCorrected, assignmentRemoved, certificateAssigned, previousRemoved, rollActivated, rollScheduled,
  tokenSlot,
} from '../../support/slot-builders.js'
import { activateRoll, removeAssignment, removePrevious } from '../../support/slot-commands.js'

const A = certificateAssigned('A', '2026-03-01')
const B = certificateAssigned('B', '2026-04-01')
const stagedB = rollScheduled('B', '2026-04-01', '2026-05-01')
const force = { force: true }
const { thumbprint, notAfter } = aCertificateRef('A')

const ended = aCertificateRef('A', { notAfter: instant('2026-04-10') })
const endedA = certificateAssigned(ended, '2026-03-01')

describe('RemoveAssignment', () => {
  it('refuses to remove a certificate in use (2.5)', () => {
    given(A)
      .when(removeAssignment('2026-04-01'))
      .thenRejects({ _tag: 'AssignmentInUse', slot: tokenSlot, thumbprint, notAfter })
  })

  it('removes it when forced, and records that (2.5, F1)', () => {
    const removed = assignmentRemoved('A', '2026-04-01', { overridden: ['AssignmentInUse'] })
    given(A).when(removeAssignment('2026-04-01', force)).then(removed)
    given(A, removed).at('2026-04-01').shows({})
    given(A, removed).at('2026-03-31 23:59:59.999Z').shows({ current: 'A' })
  })

  it('removes an expired certificate without force, from the end of its validity on', () => {
    given(endedA).when(removeAssignment('2026-04-09 23:59:59.999Z')).thenRejects({
      _tag: 'AssignmentInUse', slot: tokenSlot, thumbprint, notAfter: instant('2026-04-10'),
    })
    given(endedA).when(removeAssignment('2026-04-10')).then(assignmentRemoved(ended, '2026-04-10'))
  })

  it('records nothing when nothing is current', () => {
    given().when(removeAssignment('2026-04-01')).thenNothing()
    given(A, assignmentRemoved('A', '2026-04-01')).when(removeAssignment('2026-04-02')).thenNothing()
    given(rollScheduled('B', '2026-04-01', '2026-05-01')).when(removeAssignment('2026-04-02')).thenNothing()
  })

  it('keeps the previous certificate', () => {
    given(A, B, assignmentRemoved('B', '2026-04-10')).at('2026-04-10').shows({ previous: 'A' })
  })

  it('refuses while another is staged, even for an expired certificate', () => {
    const refusal = {
      _tag: 'StagedRollPending' as const,
      slot: tokenSlot,
      thumbprint: aCertificateRef('B').thumbprint,
      effectiveAt: instant('2026-05-01'),
    }
    given(A, stagedB).when(removeAssignment('2026-04-15')).thenRejects(refusal)
    given(endedA, stagedB).when(removeAssignment('2026-04-15')).thenRejects(refusal)
  })

  it('never promotes the staged certificate early when forced', () => {
    const removed = assignmentRemoved('A', '2026-04-15', { overridden: ['AssignmentInUse', 'StagedRollPending'] })
    given(A, stagedB).when(removeAssignment('2026-04-15', force)).then(removed)
    given(A, stagedB, removed).at('2026-04-15').shows({ staged: 'B' })
    given(A, stagedB, removed).at('2026-04-30 23:59:59.999Z').shows({ staged: 'B' })
    given(A, stagedB, removed).at('2026-05-01').shows({ current: 'B' })
    given(A, stagedB, removed)
      .when(activateRoll('2026-05-01'))
      .then(rollActivated('B', '2026-05-01', '2026-05-01'))
  })

  it('lets the staged certificate take effect on its date though a correction made it current before', () => {
    const corrected = assignmentCorrected('B', { from: '2026-04-05', to: null }, '2026-04-06')
    const removed = assignmentRemoved('B', '2026-04-15')
    given(A, stagedB, corrected, removed).at('2026-04-15').shows({ staged: 'B', previous: 'A' })
    given(A, stagedB, corrected, removed).at('2026-05-01').shows({ current: 'B', previous: 'A' })
  })

  it('removes what a roll has made current, its record in front', () => {
    given(A, stagedB)
      .when(removeAssignment('2026-05-02', force))
      .then(
        rollActivated('B', '2026-05-01', '2026-05-02'),
        assignmentRemoved('B', '2026-05-02', { overridden: ['AssignmentInUse'] }),
      )
  })
})

describe('RemovePrevious', () => {
  it('removes the previous certificate and leaves the current one (2.5, -Previous)', () => {
    given(A, B).when(removePrevious('2026-04-10')).then(previousRemoved('A', '2026-04-10'))
    given(A, B, previousRemoved('A', '2026-04-10')).at('2026-04-10').shows({ current: 'B' })
    given(A, B, previousRemoved('A', '2026-04-10')).at('2026-04-09').shows({ current: 'B', previous: 'A' })
  })

  it('records nothing when nothing is previous', () => {
    given().when(removePrevious('2026-04-10')).thenNothing()
    given(A).when(removePrevious('2026-04-10')).thenNothing()
    given(A, B, previousRemoved('A', '2026-04-10')).when(removePrevious('2026-04-11')).thenNothing()
  })

  it('leaves a staged roll alone', () => {
    const history = [certificateAssigned('P', '2026-02-01'), A, stagedB, previousRemoved('P', '2026-04-10')]
    given(...history).at('2026-04-10').shows({ current: 'A', staged: 'B' })
    given(...history).at('2026-05-01').shows({ current: 'B', previous: 'A' })
  })

  it('removes what a roll has made previous, its record in front', () => {
    given(A, stagedB)
      .when(removePrevious('2026-05-02'))
      .then(rollActivated('B', '2026-05-01', '2026-05-02'), previousRemoved('A', '2026-05-02'))
  })

  it('removes at the very instant at which the certificate became previous', () => {
    given(A, B, previousRemoved('A', '2026-04-01')).at('2026-04-01').shows({ current: 'B' })
    given(A, B, previousRemoved('A', '2026-04-01')).at('2026-04-02').shows({ current: 'B' })
  })

  it('stays removed through everything but the next change of the current certificate', () => {
    const removed = previousRemoved('A', '2026-04-10')
    const moved = assignmentRemoved('B', '2026-04-20')
    given(A, B, removed, rollScheduled('C', '2026-04-11', '2026-05-01'))
      .at('2026-04-12')
      .shows({ current: 'B', staged: 'C' })
    given(A, B, removed, moved).at('2026-04-20').shows({})
    given(A, B, removed, certificateAssigned('C', '2026-04-20'))
      .at('2026-04-20')
      .shows({ current: 'C', previous: 'B' })
    given(A, B, removed, certificateAssigned('A', '2026-04-20'))
      .at('2026-04-20')
      .shows({ current: 'A', previous: 'B' })
  })
})
