import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { factsOf } from '../../support/certificates.js'
import { HOUR_MS, instant } from '../../support/instants.js'
import { breakableLog, logLost } from '../../support/ledger/disturbances.js'
import { clockAt, given, givenOn, keysIn, lived, story } from '../../support/ledger/given.js'
import { memoryLedger, type Sent } from '../../support/ledger/memory-ledger.js'
import { assigning, dry, fe01, importing, registering, rolling } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { audioVideoSlot, slot } from '../../support/slot-builders.js'

const roles = ['AudioVideoAuthentication', 'Default', 'WebServicesInternal']
const [av, server, web] = roles.map((role) => `${role}@${fe01}`)
const everywhere = { type: 'AudioVideoAuthentication,Default,WebServicesInternal', identity: fe01 }
const { thumbprint } = factsOf('A')

const toAll = (name: string, input: Readonly<Record<string, unknown>> = {}): Sent =>
  assigning(name, '', { ...everywhere, ...input })
const rollToAll = (name: string, effectiveDate: string, input: Readonly<Record<string, unknown>> = {}): Sent =>
  rolling(name, '', effectiveDate, { ...everywhere, ...input })

describe('One command for several types', () => {
  it('assigns to all of them', async () => {
    await given(registering(), importing('A'))
      .when(toAll('A'))
      .records(`CertificateAssigned ${av}`, `CertificateAssigned ${server}`, `CertificateAssigned ${web}`)
  })

  it('imports and assigns to all of them', async () => {
    await given(registering()).when(importing('A', everywhere)).records(
      'CertificateImported A',
      `CertificateAssigned ${av}`, `CertificateAssigned ${server}`, `CertificateAssigned ${web}`,
    )
  })

  it('takes a list, and names a type that is given twice once', async () => {
    await given(registering(), importing('A'))
      .when(toAll('A', { type: ['default', 'Default', 'INTERNAL'] }))
      .records(`CertificateAssigned ${server}`, `CertificateAssigned Internal@${fe01}`)
  })

  it('records what is missing where some hold the certificate already', async () => {
    await given(registering(), importing('A'), assigning('A', `Default@${fe01}`))
      .when(toAll('A'))
      .records(`CertificateAssigned ${av}`, `CertificateAssigned ${web}`)
  })

  it('repeated records nothing', async () => {
    await given(registering(), importing('A'), toAll('A')).when(toAll('A')).recordsNothing()
  })

  it('tells of each finding which slot it concerns', async () => {
    const { findings } = must(await given(importing('A')).when(toAll('A')).result())
    expect(findings.map(({ _tag, slot: place }) => [_tag, place?.role])).toEqual([
      ['FrontEndNotRegistered', 'AudioVideoAuthentication'],
      ['FrontEndNotRegistered', 'Default'],
      ['FrontEndNotRegistered', 'WebServicesInternal'],
    ])
  })
})

describe('One command for several types, of which one refuses', () => {
  const staged = [
    registering(), importing('A'), importing('B'),
    assigning('B', `WebServicesInternal@${fe01}`), rolling('A', `WebServicesInternal@${fe01}`, '2026-08-01'),
  ] as const

  it('leaves the others untouched', async () => {
    await given(...staged).when(rollToAll('A', '2026-07-01')).rejects({
      _tag: 'AlreadyStagedForOtherDate',
      slot: slot(`WebServicesInternal@${fe01}`),
      thumbprint,
      stagedFor: instant('2026-08-01'),
      asked: instant('2026-07-01'),
    })
  })

  it('imports nothing and keeps no key', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [registering()])
    const past = importing('A', { ...everywhere, roll: true, effectiveDate: '2026-05-01' })
    expect(await ledger.send(past)).toMatchObject({ left: { _tag: 'EffectiveDateNotInFuture' } })
    expect([await story(ledger), await keysIn(ledger)]).toEqual([[`FrontEndRegistered ${fe01}`], []])
  })

  it('refuses all where one type does not belong to the identity', async () => {
    await given(registering(), importing('A')).when(toAll('A', { type: 'Default,OAuthTokenIssuer' })).rejects({
      _tag: 'ScopeNotAllowed', role: 'OAuthTokenIssuer', scope: audioVideoSlot.scope, allowed: 'global',
    })
  })
})

describe('One roll of several types', () => {
  const inForce = [registering(), importing('A'), importing('B'), toAll('A')] as const

  it('is staged everywhere for the same instant, each under a roll of its own', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...inForce, rollToAll('B', '2026-07-01')])
    const rolls = (await ledger.events()).flatMap(({ type, data }) => (type === 'RollScheduled' ? [data] : []))
    expect(rolls.map(({ effectiveAt }) => effectiveAt)).toEqual(rolls.map(() => instant('2026-07-01')))
    expect(new Set(rolls.map(({ rollId }) => rollId)).size).toBe(3)
  })

  it('needs for all of them the largest lead time of any', async () => {
    const inFourHours = '2026-06-01T16:00:00Z'
    await given(...inForce).when(rolling('B', `Default@${fe01}`, inFourHours)).records(`RollScheduled Default@${fe01}`)
    const lead = { leadMs: 4 * HOUR_MS, requiredMs: 8 * HOUR_MS }
    await given(...inForce).when(rollToAll('B', inFourHours, { type: 'Default,AudioVideoAuthentication' })).rejects({
      _tag: 'RollNotAcceptable',
      slot: slot(`Default@${fe01}`),
      findings: [{ _tag: 'LeadTimeTooShort', role: 'Default', ...lead, severity: 'refused' }],
      forceable: true,
    })
  })

  it('with force goes on past it, and each event says so', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...inForce, rollToAll('B', '2026-06-01T16:00:00Z', { force: true })])
    expect((await ledger.events()).slice(-3).map(({ data }) => 'overridden' in data && data.overridden))
      .toEqual([['LeadTimeTooShort'], ['LeadTimeTooShort'], ['LeadTimeTooShort']])
  })

  it('needs no lead time where nothing in force would be replaced', async () => {
    await given(registering(), importing('B'))
      .when(rollToAll('B', '2026-06-01T12:00:01Z'))
      .records(`RollScheduled ${av}`, `RollScheduled ${server}`, `RollScheduled ${web}`)
    await given(...inForce, clockAt('2028-02-01'), importing({ name: 'C', facts: { notAfter: instant('2030-01-01') } }))
      .when(rollToAll('C', '2028-02-01T00:00:01Z'))
      .tells()
  })
})

describe('One command for several types that does not come to its end', () => {
  it('is healed by repeating', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    await lived(ledger, [registering(), importing('A')])
    state.broken = 'assignment-Default'
    expect(await ledger.send(toAll('A'))).toEqual(E.left(logLost))
    expect((await story(ledger)).at(-1)).toBe(`CertificateAssigned ${av}`)
    state.broken = null
    await givenOn(ledger).when(toAll('A')).records(`CertificateAssigned ${server}`, `CertificateAssigned ${web}`)
  })
})

describe('One command for several types, dry', () => {
  it('plans all and records nothing', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [registering(), importing('A')])
    const { events } = must(await ledger.send(dry(toAll('A'))))
    expect(events.map(({ stream, position }) => [stream, position])).toEqual([
      [`assignment-${av}`, null], [`assignment-${server}`, null], [`assignment-${web}`, null],
    ])
    expect(await story(ledger)).toHaveLength(2)
  })
})
