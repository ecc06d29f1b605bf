import { describe, it } from 'vitest'
import { finding } from '../../../domain/certificate/finding.js'
import type { CertificateRole } from '../../../domain/values/certificate-role.js'
import { given } from '../../dsl/slot.js'
import { aCertificateRef } from '../../support/certificates.js'
import { DAY_MS, HOUR_MS, instant } from '../../support/instants.js'
import {
  assignmentRemoved, audioVideoSlot, certificateAssigned, defaultSlot, previousRemoved, rollActivated, rollCancelled,
  rollScheduled, tokenSlot,
} from '../../support/slot-builders.js'
import { roll } from '../../support/slot-commands.js'

const A = certificateAssigned('A', '2026-03-01')
const stagedB = rollScheduled('B', '2026-04-01', '2026-05-01')
const { thumbprint: thumbprintOfB, notBefore, notAfter } = aCertificateRef('B')

/** A current certificate that ends soon enough to be in the way. */
const ending = aCertificateRef('A', { notAfter: instant('2026-04-10') })
const endingA = certificateAssigned(ending, '2026-03-01')

const notAcceptable = (slot = tokenSlot) => ({
  _tag: 'CertificateNotAcceptable' as const,
  slot,
  thumbprint: thumbprintOfB,
  forceable: true,
})

const notAtThatDate = (slot = tokenSlot) => ({ _tag: 'RollNotAcceptable' as const, slot, forceable: true })

describe('RollCertificate', () => {
  it('stages the certificate until its effective instant (S8)', () => {
    given(A).when(roll('B', '2026-04-01', '2026-05-01')).then(stagedB)
    given(A, stagedB).at('2026-04-01').shows({ current: 'A', staged: 'B' })
    given(A, stagedB).at('2026-04-30 23:59:59.999Z').shows({ current: 'A', staged: 'B' })
    given(A, stagedB).at('2026-03-31').shows({ current: 'A' })
  })

  it('makes it current at the effective instant by the clock alone, and the old one previous (S8)', () => {
    given(A, stagedB).at('2026-05-01').shows({ current: 'B', previous: 'A' })
    given(A, stagedB).at('2026-05-01').showsCurrentSince('2026-05-01')
  })

  it('stages into an empty slot, whose first certificate it becomes', () => {
    given().when(roll('B', '2026-04-01', '2026-04-02')).then(rollScheduled('B', '2026-04-01', '2026-04-02'))
    given(rollScheduled('B', '2026-04-01', '2026-04-02')).at('2026-04-01').shows({ staged: 'B' })
    given(rollScheduled('B', '2026-04-01', '2026-04-02')).at('2026-04-02').shows({ current: 'B' })
  })

  it('keeps the previous certificate in its place until the roll takes effect', () => {
    const history = [certificateAssigned('P', '2026-02-01'), A, stagedB]
    given(...history).at('2026-04-15').shows({ current: 'A', previous: 'P', staged: 'B' })
    given(...history).at('2026-05-01').shows({ current: 'B', previous: 'A' })
  })

  it('brings the previous certificate back', () => {
    const history = [certificateAssigned('B', '2026-02-01'), A, stagedB]
    given(...history).at('2026-04-15').shows({ current: 'A', previous: 'B', staged: 'B' })
    given(...history).at('2026-05-01').shows({ current: 'B', previous: 'A' })
  })

  it('records nothing when the certificate is current (new thumbprint = current)', () => {
    given(A).when(roll('A', '2026-04-01', '2026-05-01')).thenNothing()
  })

  it('records nothing when the certificate is current by a roll that nobody has told yet', () => {
    given(A, stagedB).when(roll('B', '2026-05-02', '2026-06-01')).thenNothing()
  })

  it('records nothing when it is staged for that instant already (new thumbprint = staged)', () => {
    given(A, stagedB).when(roll('B', '2026-04-02', '2026-05-01', { attempt: 2 })).thenNothing()
  })

  it('records nothing when repeated after its date', () => {
    given(A, stagedB).when(roll('B', '2026-05-02', '2026-05-01')).thenNothing()
  })

  it('refuses another date for what is staged, and says both', () => {
    given(A, stagedB).when(roll('B', '2026-04-02', '2026-06-01')).thenRejects({
      _tag: 'AlreadyStagedForOtherDate',
      slot: tokenSlot,
      thumbprint: thumbprintOfB,
      stagedFor: instant('2026-05-01'),
      asked: instant('2026-06-01'),
    })
  })

  it('supersedes another staged certificate on record, keeping current and previous (second Roll)', () => {
    const history = [certificateAssigned('P', '2026-02-01'), A, stagedB]
    const events = [rollCancelled('B', '2026-04-10', 'superseded'), rollScheduled('C', '2026-04-10', '2026-05-10')]
    given(...history).when(roll('C', '2026-04-10', '2026-05-10')).then(...events)
    given(...history, ...events).at('2026-04-10').shows({ current: 'A', previous: 'P', staged: 'C' })
    given(...history, ...events).at('2026-05-05').shows({ current: 'A', previous: 'P', staged: 'C' })
    given(...history, ...events).at('2026-05-10').shows({ current: 'C', previous: 'A' })
    given(...history, ...events).at('2026-04-09').shows({ current: 'A', previous: 'P', staged: 'B' })
  })

  it('puts the record of a roll that took effect in front, and supersedes nothing then', () => {
    given(A, stagedB)
      .when(roll('C', '2026-05-02', '2026-06-01'))
      .then(rollActivated('B', '2026-05-01', '2026-05-02'), rollScheduled('C', '2026-05-02', '2026-06-01'))
  })

  it('goes on after the previous certificate was removed', () => {
    const history = [certificateAssigned('P', '2026-02-01'), A, stagedB, previousRemoved('P', '2026-04-15')]
    given(...history).at('2026-04-15').shows({ current: 'A', staged: 'B' })
    given(...history).at('2026-05-01').shows({ current: 'B', previous: 'A' })
  })

  it('takes effect in a slot that was emptied meanwhile, on its date and never earlier', () => {
    const history = [A, stagedB, assignmentRemoved('A', '2026-04-15')]
    given(...history).at('2026-04-15').shows({ staged: 'B' })
    given(...history).at('2026-04-30 23:59:59.999Z').shows({ staged: 'B' })
    given(...history).at('2026-05-01').shows({ current: 'B' })
  })
})

describe('RollCertificate judges the effective date', () => {
  it('refuses a roll whose effective date is past', () => {
    given(A).when(roll('B', '2026-04-01', '2026-03-31')).thenRejects({
      _tag: 'EffectiveDateNotInFuture',
      slot: tokenSlot,
      effectiveAt: instant('2026-03-31'),
      at: instant('2026-04-01'),
    })
  })

  it('refuses a roll whose effective date is now, force or not', () => {
    given(A).when(roll('B', '2026-04-01', '2026-04-01', { force: true })).thenRejects({
      _tag: 'EffectiveDateNotInFuture',
      slot: tokenSlot,
      effectiveAt: instant('2026-04-01'),
      at: instant('2026-04-01'),
    })
  })

  it('takes an effective date one millisecond ahead when forced', () => {
    given(A)
      .when(roll('B', '2026-04-01', '2026-04-01 00:00:00.001Z', { force: true }))
      .then(rollScheduled('B', '2026-04-01', '2026-04-01 00:00:00.001Z', { overridden: ['LeadTimeTooShort'] }))
  })

  const outside = (effectiveAt: string) => ({
    _tag: 'EffectiveDateOutsideValidity' as const,
    slot: tokenSlot,
    effectiveAt: instant(effectiveAt),
    notBefore,
    notAfter,
  })

  it('refuses an effective date before the new certificate is valid, force or not', () => {
    given()
      .when(roll('B', '2025-06-01', '2025-12-31 23:59:59.999Z', { force: true }))
      .thenRejects(outside('2025-12-31 23:59:59.999Z'))
  })

  it('refuses an effective date at or after the end of the new certificate, force or not', () => {
    given(A).when(roll('B', '2026-04-01', '2028-01-01', { force: true })).thenRejects(outside('2028-01-01'))
  })

  it('takes an effective date at the first and the last instant of the new certificate', () => {
    given().when(roll('B', '2025-06-01', '2026-01-01')).then(rollScheduled('B', '2025-06-01', '2026-01-01'))
    given()
      .when(roll('B', '2026-04-01', '2027-12-31 23:59:59.999Z'))
      .then(rollScheduled('B', '2026-04-01', '2027-12-31 23:59:59.999Z'))
  })
})

describe('RollCertificate judges lead time and gap', () => {
  const leadTime = (role: CertificateRole, leadMs: number, requiredMs: number) =>
    finding('refused', { _tag: 'LeadTimeTooShort', role, leadMs, requiredMs })

  it('refuses less than 24 hours of lead time for OAuthTokenIssuer', () => {
    given(A)
      .when(roll('B', '2026-04-01', '2026-04-01 23:59:59.999Z'))
      .thenRejects({ ...notAtThatDate(), findings: [leadTime('OAuthTokenIssuer', DAY_MS - 1, DAY_MS)] })
  })

  it('takes exactly 24 hours for OAuthTokenIssuer', () => {
    given(A).when(roll('B', '2026-04-01', '2026-04-02')).then(rollScheduled('B', '2026-04-01', '2026-04-02'))
  })

  it('goes on when forced, and records it (F1)', () => {
    given(A)
      .when(roll('B', '2026-04-01', '2026-04-01 12:00Z', { force: true }))
      .then(rollScheduled('B', '2026-04-01', '2026-04-01 12:00Z', { overridden: ['LeadTimeTooShort'] }))
  })

  const currentAv = certificateAssigned('A', '2026-03-01', { slot: audioVideoSlot })

  it('wants 8 hours for AudioVideoAuthentication', () => {
    given(currentAv)
      .when(roll('B', '2026-04-01', '2026-04-01 07:59:59.999Z', { slot: audioVideoSlot }))
      .thenRejects({
        ...notAtThatDate(audioVideoSlot),
        findings: [leadTime('AudioVideoAuthentication', 8 * HOUR_MS - 1, 8 * HOUR_MS)],
      })
    given(currentAv)
      .when(roll('B', '2026-04-01', '2026-04-01 08:00Z', { slot: audioVideoSlot }))
      .then(rollScheduled('B', '2026-04-01', '2026-04-01 08:00Z', { slot: audioVideoSlot }))
  })

  it('takes the largest lead time of several roles in one command', () => {
    given(currentAv)
      .when(roll('B', '2026-04-01', '2026-04-01 12:00Z', { slot: audioVideoSlot, alongside: ['OAuthTokenIssuer'] }))
      .thenRejects({
        ...notAtThatDate(audioVideoSlot), findings: [leadTime('AudioVideoAuthentication', 12 * HOUR_MS, DAY_MS)],
      })
    given(currentAv)
      .when(roll('B', '2026-04-01', '2026-04-01 08:00Z', { slot: audioVideoSlot, alongside: ['Default', 'Internal'] }))
      .then(rollScheduled('B', '2026-04-01', '2026-04-01 08:00Z', { slot: audioVideoSlot }))
  })

  it('wants none for a role that switches hard (2.7)', () => {
    given(certificateAssigned('A', '2026-03-01', { slot: defaultSlot }))
      .when(roll('B', '2026-04-01', '2026-04-01 00:01Z', { slot: defaultSlot }))
      .then(rollScheduled('B', '2026-04-01', '2026-04-01 00:01Z', { slot: defaultSlot }))
  })

  it('wants none where nothing is current, or only an expired certificate', () => {
    given()
      .when(roll('B', '2026-04-01', '2026-04-01 00:01Z'))
      .then(rollScheduled('B', '2026-04-01', '2026-04-01 00:01Z'))
    given(endingA)
      .when(roll('B', '2026-04-10', '2026-04-10 00:01Z'))
      .then(rollScheduled('B', '2026-04-10', '2026-04-10 00:01Z'))
  })

  it('refuses too little time before the end of the old certificate', () => {
    const overlap = finding('refused', {
      _tag: 'OverlapTooShort',
      role: 'OAuthTokenIssuer',
      overlapMs: DAY_MS - 1,
      requiredMs: DAY_MS,
      currentNotAfter: instant('2026-04-10'),
    })
    given(endingA)
      .when(roll('B', '2026-04-01', '2026-04-09 00:00:00.001Z'))
      .thenRejects({ ...notAtThatDate(), findings: [overlap] })
    given(endingA)
      .when(roll('B', '2026-04-01', '2026-04-09'))
      .then(rollScheduled('B', '2026-04-01', '2026-04-09'))
  })

  it('refuses a gap with no valid issuer, unless forced', () => {
    const effectiveAt = '2026-04-10 00:00:00.001Z'
    const gap = finding('refused', {
      _tag: 'GapBeforeRoll', currentNotAfter: instant('2026-04-10'), effectiveAt: instant(effectiveAt),
    })
    given(endingA)
      .when(roll('B', '2026-04-01', effectiveAt))
      .thenRejects({ ...notAtThatDate(), findings: [gap] })
    given(endingA)
      .when(roll('B', '2026-04-01', effectiveAt, { force: true }))
      .then(rollScheduled('B', '2026-04-01', effectiveAt, { overridden: ['GapBeforeRoll'] }))
  })

  it('refuses a gap for a role that switches hard as well', () => {
    const gap = finding('refused', {
      _tag: 'GapBeforeRoll', currentNotAfter: instant('2026-04-10'), effectiveAt: instant('2026-04-11'),
    })
    given(certificateAssigned(ending, '2026-03-01', { slot: defaultSlot }))
      .when(roll('B', '2026-04-01', '2026-04-11', { slot: defaultSlot }))
      .thenRejects({ ...notAtThatDate(defaultSlot), findings: [gap] })
  })

  it('judges the certificate first, and then the date; forced past both, it records both', () => {
    const retired = finding('refused', { _tag: 'CertificateRetired', since: instant('2026-03-15') })
    given(A)
      .when(roll('B', '2026-04-01', '2026-04-01 12:00Z', { findings: [retired] }))
      .thenRejects({ ...notAcceptable(), findings: [retired] })
    const soon = finding('warning', {
      _tag: 'CertificateExpiresSoon', notAfter: instant('2026-04-20'), daysLeft: 18,
    })
    given(A)
      .when(roll('B', '2026-04-01', '2026-04-01 12:00Z', { findings: [soon] }))
      .thenRejects({ ...notAtThatDate(), findings: [leadTime('OAuthTokenIssuer', DAY_MS / 2, DAY_MS)] })
    given(A)
      .when(roll('B', '2026-04-01', '2026-04-01 12:00Z', { findings: [retired], force: true }))
      .then(
        rollScheduled('B', '2026-04-01', '2026-04-01 12:00Z', {
          overridden: ['CertificateRetired', 'LeadTimeTooShort'],
        }),
      )
  })

  it('refuses what is forbidden, force or not (F6)', () => {
    const short = finding('forbidden', {
      _tag: 'KeyTooShort', role: 'OAuthTokenIssuer', keySize: 1024, requiredKeySize: 2048,
    })
    given(A)
      .when(roll('B', '2026-04-01', '2026-05-01', { findings: [short], force: true }))
      .thenRejects({ ...notAcceptable(), findings: [short], forceable: false })
  })

  it('supersedes nothing when it is refused', () => {
    given(A, stagedB).when(roll('C', '2026-04-10', '2026-04-10 12:00Z')).thenRejects({
      ...notAtThatDate(),
      findings: [leadTime('OAuthTokenIssuer', DAY_MS / 2, DAY_MS)],
    })
  })
})
