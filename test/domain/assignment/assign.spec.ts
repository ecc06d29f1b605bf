import { describe, it } from 'vitest'
import { finding } from '../../../domain/certificate/finding.js'
import { given } from '../../dsl/slot.js'
import { aCertificateRef } from '../../support/certificates.js'
import {
  assignmentCorrected, assignmentRemoved, certificateAssigned, defaultSlot, previousRemoved, rollActivated,
  rollCancelled, rollScheduled, tokenSlot,
} from '../../support/slot-builders.js'
import { assign } from '../../support/slot-commands.js'

const A = certificateAssigned('A', '2026-03-01')
const B = certificateAssigned('B', '2026-04-01')
const C = certificateAssigned('C', '2026-05-01')
const stagedB = rollScheduled('B', '2026-04-01', '2026-05-01')

const weak = finding('refused', { _tag: 'WeakSignature', signatureHash: 'SHA-1' })
const short = finding('forbidden', {
  _tag: 'KeyTooShort', role: 'OAuthTokenIssuer', keySize: 1024, requiredKeySize: 2048,
})
const soon = finding('warning', { _tag: 'ChainIncomplete', lastIssuer: 'CN=nobody' })

describe('AssignCertificate', () => {
  it('makes the certificate current at once (S6)', () => {
    given().when(assign('A', '2026-03-01')).then(A)
    given(A).at('2026-03-01').shows({ current: 'A' })
  })

  it('shows nothing in a slot that nobody has touched (S1)', () => {
    given().at('2026-03-01').shows({})
    given(A).at('2026-02-28 23:59:59.999Z').shows({})
  })

  it('makes the old current certificate previous (S7)', () => {
    given(A).when(assign('B', '2026-04-01')).then(B)
    given(A, B).at('2026-04-01').shows({ current: 'B', previous: 'A' })
    given(A, B).at('2026-03-31 23:59:59.999Z').shows({ current: 'A' })
  })

  it('lets the old previous certificate leave the slot when a new one arrives, and keeps it in history', () => {
    given(A, B, C).at('2026-05-01').shows({ current: 'C', previous: 'B' })
    given(A, B, C).at('2026-04-30').shows({ current: 'B', previous: 'A' })
  })

  it('brings the previous certificate back without making it previous of itself', () => {
    given(A, B).when(assign('A', '2026-05-01')).then(certificateAssigned('A', '2026-05-01'))
    given(A, B, certificateAssigned('A', '2026-05-01'))
      .at('2026-05-01')
      .shows({ current: 'A', previous: 'B' })
  })

  it('records nothing when the certificate is current already (new thumbprint = current)', () => {
    given(A).when(assign('A', '2026-04-01')).thenNothing()
  })

  it('records nothing when the certificate is current already, whatever speaks against it by now', () => {
    given(A).when(assign('A', '2026-04-01', { findings: [short] })).thenNothing()
  })

  it('leaves a staged roll alone when the certificate is current already', () => {
    given(A, stagedB).when(assign('A', '2026-04-15')).thenNothing()
  })

  it('cancels a staged roll on record (immediate Set while one is staged)', () => {
    const events = [rollCancelled('B', '2026-04-15', 'assigned'), certificateAssigned('C', '2026-04-15')]
    given(A, stagedB).when(assign('C', '2026-04-15')).then(...events)
    given(A, stagedB, ...events).at('2026-04-15').shows({ current: 'C', previous: 'A' })
    given(A, stagedB, ...events).at('2026-05-01').shows({ current: 'C', previous: 'A' })
    given(A, stagedB, ...events).at('2026-04-14').shows({ current: 'A', staged: 'B' })
  })

  it('makes the staged certificate current before its date when asked to, its roll cancelled on record', () => {
    const events = [rollCancelled('B', '2026-04-15', 'assigned'), certificateAssigned('B', '2026-04-15')]
    given(A, stagedB).when(assign('B', '2026-04-15')).then(...events)
    given(A, stagedB, ...events).at('2026-05-02').shows({ current: 'B', previous: 'A' })
  })

  it('puts the record of a roll that took effect in front', () => {
    const events = [rollActivated('B', '2026-05-01', '2026-05-02'), certificateAssigned('C', '2026-05-02')]
    given(A, stagedB).when(assign('C', '2026-05-02')).then(...events)
    given(A, stagedB, ...events).at('2026-05-02').shows({ current: 'C', previous: 'B' })
  })

  it('records nothing for the certificate that a roll has made current, told or not', () => {
    given(A, stagedB).when(assign('B', '2026-05-01')).thenNothing()
  })

  it('assigns anew what was removed', () => {
    given(A, assignmentRemoved('A', '2026-04-01'))
      .when(assign('A', '2026-04-02'))
      .then(certificateAssigned('A', '2026-04-02'))
  })

  it('does not make a removed certificate previous', () => {
    given(A, B, assignmentRemoved('B', '2026-04-10'), C)
      .at('2026-05-01')
      .shows({ current: 'C', previous: 'A' })
  })

  it('fills the place of a previous certificate that was removed', () => {
    given(A, B, previousRemoved('A', '2026-04-10'), C).at('2026-05-01').shows({ current: 'C', previous: 'B' })
  })

  it('counts a corrected certificate as the one before', () => {
    const corrected = assignmentCorrected('D', { from: '2026-03-10', to: null }, '2026-03-20')
    given(A, corrected, C).at('2026-05-01').shows({ current: 'C', previous: 'D' })
  })

  it('refuses what speaks against the certificate unless forced, with every obstacle (F1)', () => {
    given(A).when(assign('B', '2026-04-01', { findings: [soon, weak] })).thenRejects({
      _tag: 'CertificateNotAcceptable',
      slot: tokenSlot,
      thumbprint: aCertificateRef('B').thumbprint,
      findings: [weak],
      forceable: true,
    })
  })

  it('records what force has overridden (F1)', () => {
    given(A)
      .when(assign('B', '2026-04-01', { findings: [soon, weak], force: true }))
      .then(certificateAssigned('B', '2026-04-01', { overridden: ['WeakSignature'] }))
  })

  it('records nothing as overridden when force was not needed', () => {
    given(A)
      .when(assign('B', '2026-04-01', { findings: [soon], force: true }))
      .then(certificateAssigned('B', '2026-04-01'))
  })

  it('refuses what is forbidden, force or not (F6)', () => {
    const refusal = {
      _tag: 'CertificateNotAcceptable' as const,
      slot: tokenSlot,
      thumbprint: aCertificateRef('B').thumbprint,
      forceable: false,
    }
    given(A)
      .when(assign('B', '2026-04-01', { findings: [short, weak], force: true }))
      .thenRejects({ ...refusal, findings: [short] })
    given(A)
      .when(assign('B', '2026-04-01', { findings: [short, weak] }))
      .thenRejects({ ...refusal, findings: [short, weak] })
  })

  it('cancels no roll when it is refused', () => {
    given(A, stagedB).when(assign('C', '2026-04-15', { findings: [weak] })).thenRejects({
      _tag: 'CertificateNotAcceptable',
      slot: tokenSlot,
      thumbprint: aCertificateRef('C').thumbprint,
      findings: [weak],
      forceable: true,
    })
  })

  it('speaks of the slot that it was sent to', () => {
    given()
      .when(assign('A', '2026-03-01', { slot: defaultSlot }))
      .then(certificateAssigned('A', '2026-03-01', { slot: defaultSlot }))
  })
})
