import { describe, expect, it } from 'vitest'
import { factsOf } from '../../support/certificates.js'
import { HOUR_MS, instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { clockAt, given, lived } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import {
  askedAs, assigning, cancelling, dry, importing, rescheduling, rolling,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const { thumbprint } = factsOf('B')
const inForce = [importing('A'), importing('B'), importing('C'), assigning('A', token)] as const
const staged = [...inForce, rolling('B', token, '2026-07-01')] as const

describe('AssignCertificate with --roll', () => {
  it('stages the certificate until its date', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...inForce, rolling('B', token, '2026-07-01')])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'RollScheduled',
      data: { slot: tokenSlot, scheduledAt: instant(beginsAt), effectiveAt: instant('2026-07-01'), overridden: [] },
    })
  })

  it('repeated records nothing, while it is staged and after it took effect', async () => {
    await given(...staged).when(rolling('B', token, '2026-07-01')).recordsNothing()
    await given(...staged, clockAt('2026-08-01')).when(rolling('B', token, '2026-07-01')).recordsNothing()
  })

  it('supersedes another on record', async () => {
    await given(...staged)
      .when(rolling('C', token, '2026-08-01'))
      .records(`RollCancelled ${token}`, `RollScheduled ${token}`)
  })

  it('tells of the roll that it supersedes', async () => {
    const ledger = memoryLedger()
    await lived(ledger, staged)
    expect(must(await ledger.send(rolling('C', token, '2026-08-01'))).findings).toContainEqual({
      _tag: 'StagedRollCancelled', severity: 'warning', thumbprint: factsOf('B').thumbprint,
      effectiveAt: instant('2026-07-01T00:00:00Z'), because: 'superseded', slot: tokenSlot,
    })
  })

  it('refuses another date for the same certificate: that is what rescheduling is for', async () => {
    await given(...staged).when(rolling('B', token, '2026-08-01')).rejects({
      _tag: 'AlreadyStagedForOtherDate', slot: tokenSlot, thumbprint,
      stagedFor: instant('2026-07-01'), asked: instant('2026-08-01'),
    })
  })

  it('refuses now, what has passed, and what lies outside the validity of the certificate', async () => {
    for (const passed of ['2026-06-01T12:00:00Z', '2026-05-01']) {
      await given(...inForce).when(rolling('B', token, passed)).rejects({
        _tag: 'EffectiveDateNotInFuture', slot: tokenSlot, effectiveAt: instant(passed), at: instant(beginsAt),
      })
    }
    const { notBefore, notAfter } = factsOf('B')
    await given(...inForce).when(rolling('B', token, '2028-01-01')).rejects({
      _tag: 'EffectiveDateOutsideValidity', slot: tokenSlot, effectiveAt: instant('2028-01-01'), notBefore, notAfter,
    })
  })

  it('refuses a date that depends on a locale', async () => {
    await given(...inForce).when(rolling('B', token, '7/1/2026')).rejects({
      _tag: 'InputNotUnderstood',
      problems: [
        { field: 'effectiveDate', problem: { _tag: 'DateNotUnderstood', text: '7/1/2026', because: 'form' } },
      ],
      unknown: [],
    })
  })

  it('refuses a lead time that is too short, and goes on past it with force, on record', async () => {
    await given(...inForce).when(rolling('B', token, '2026-06-02')).rejects({
      _tag: 'RollNotAcceptable', slot: tokenSlot, forceable: true,
      findings: [
        {
          _tag: 'LeadTimeTooShort', role: 'OAuthTokenIssuer', leadMs: 12 * HOUR_MS, requiredMs: 24 * HOUR_MS,
          severity: 'refused',
        },
      ],
    })
    const ledger = memoryLedger()
    await lived(ledger, [...inForce, rolling('B', token, '2026-06-02', { force: true })])
    expect((await ledger.events()).at(-1)?.data).toMatchObject({ overridden: ['LeadTimeTooShort'] })
  })

  it('judges the certificate for the date on which it is used', async () => {
    const soon = importing({ name: 'B', facts: { notBefore: instant('2026-07-01') } })
    await given(importing('A'), soon, assigning('A', token)).when(rolling('B', token, '2026-07-01')).tells()
    const refused = await given(importing('A'), soon, assigning('A', token)).when(assigning('B', token)).result()
    expect(refused).toMatchObject({ left: { findings: [{ _tag: 'CertificateNotYetValid' }] } })
  })
})

describe('RescheduleRoll', () => {
  it('gives the staged certificate another date', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...staged, rescheduling(token, '2026-08-01')])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'RollRescheduled', data: { formerlyAt: instant('2026-07-01'), effectiveAt: instant('2026-08-01') },
    })
  })

  it('repeated records nothing', async () => {
    await given(...staged, rescheduling(token, '2026-08-01')).when(rescheduling(token, '2026-08-01')).recordsNothing()
  })

  it('is refused where nothing is staged, or the roll took effect', async () => {
    await given(...inForce).when(rescheduling(token, '2026-08-01')).rejects({ _tag: 'NothingStaged', slot: tokenSlot })
    await given(...staged, clockAt('2026-07-02'))
      .when(rescheduling(token, '2026-08-01'))
      .rejects({ _tag: 'NothingStaged', slot: tokenSlot })
  })

  it('is refused for a date that has passed, and for a lead time that is too short unless forced', async () => {
    await given(...staged).when(rescheduling(token, '2026-05-01')).rejects({
      _tag: 'EffectiveDateNotInFuture', slot: tokenSlot, effectiveAt: instant('2026-05-01'), at: instant(beginsAt),
    })
    const tooShort = {
      _tag: 'LeadTimeTooShort', role: 'OAuthTokenIssuer', leadMs: 12 * HOUR_MS, requiredMs: 24 * HOUR_MS,
      severity: 'refused',
    } as const
    await given(...staged).when(rescheduling(token, '2026-06-02')).rejects({
      _tag: 'RollNotAcceptable', slot: tokenSlot, forceable: true, findings: [tooShort],
    })
    await given(...staged).when(rescheduling(token, '2026-06-02', { force: true })).tells('LeadTimeTooShort')
  })

  it('dry, plans it and records nothing', async () => {
    const ledger = memoryLedger()
    await lived(ledger, staged)
    expect(must(await ledger.send(dry(rescheduling(token, '2026-08-01')))).events)
      .toMatchObject([{ type: 'RollRescheduled', position: null }])
    expect(await ledger.events()).toHaveLength(5)
  })
})

describe('CancelRoll', () => {
  it('cancels the staged roll', async () => {
    await given(...staged).when(cancelling(token)).records(`RollCancelled ${token}`)
  })

  it('repeated is refused: a roll that took effect is not one that was cancelled', async () => {
    await given(...staged, cancelling(token))
      .when(cancelling(token))
      .rejects({ _tag: 'NothingStaged', slot: tokenSlot })
    await given(...staged, clockAt('2026-07-02'))
      .when(cancelling(token))
      .rejects({ _tag: 'NothingStaged', slot: tokenSlot })
  })

  it('sent again under its id is answered with what it recorded', async () => {
    const sent = askedAs(cancelling(token), { commandId: countedId(42) })
    const ledger = memoryLedger()
    await lived(ledger, staged)
    const first = must(await ledger.send(sent)).events
    expect(must(await ledger.send(sent)).events).toEqual(first)
    expect(await ledger.events()).toHaveLength(6)
  })
})
