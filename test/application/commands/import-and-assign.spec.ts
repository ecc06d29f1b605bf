import { describe, expect, it } from 'vitest'
import { E, TE } from '../../../application/prelude.js'
import { memoryLog } from '../../../infrastructure/event-log/memory-log.js'
import { memoryVault } from '../../../infrastructure/vault/memory-vault.js'
import { factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { breakableLog, logLost, vaultLost, withDiary } from '../../support/ledger/disturbances.js'
import { given, givenOn, keysIn, lived, story } from '../../support/ledger/given.js'
import { beginsAt, memoryLedger } from '../../support/ledger/memory-ledger.js'
import {
  askedAs, configuring, dry, importing, importingInto, registering,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const server = 'Default@fe01.contoso.com'
const { thumbprint } = factsOf('A')

describe('ImportCertificate with a type', () => {
  it('imports and assigns at once', async () => {
    await given().when(importingInto('A', token)).records('CertificateImported A', `CertificateAssigned ${token}`)
  })

  it('rolls in at a date', async () => {
    await given()
      .when(importingInto('A', token, { roll: true, effectiveDate: '2026-07-01' }))
      .records('CertificateImported A', `RollScheduled ${token}`)
  })

  it('assigns a certificate that was imported before', async () => {
    await given(importing('A')).when(importingInto('A', token)).records(`CertificateAssigned ${token}`)
  })

  it('repeated records nothing', async () => {
    await given(importingInto('A', token)).when(importingInto('A', token)).recordsNothing()
  })

  it('says of both events that they belong to one command', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [askedAs(importingInto('A', token), { commandId: countedId(42), ticket: 'CHG-7' })])
    expect(await ledger.events()).toMatchObject([
      { commandId: countedId(42), $correlationId: countedId(42), ticket: 'CHG-7' },
      { commandId: countedId(42), $correlationId: countedId(42), ticket: 'CHG-7' },
    ])
  })

  it('tells what the role finds, not what would strike without one', async () => {
    await given().when(importingInto('A', server)).tells('FrontEndNotRegistered')
    await given(registering()).when(importingInto('A', server)).tells()
  })

  it('judges the certificate as it will be with this import: its key counts', async () => {
    await given(importing({ name: 'A', withKey: false }))
      .when(importingInto('A', token))
      .records('PrivateKeyImported A', `CertificateAssigned ${token}`)
  })

  it('deposits the key before anything is recorded', async () => {
    const { diary, ...ports } = withDiary(memoryLog(), memoryVault({ now: () => instant(beginsAt) }))
    await lived(memoryLedger(ports), [importingInto('A', token)])
    expect(diary).toEqual(['deposit key', 'record CertificateImported', 'record CertificateAssigned'])
  })
})

describe('ImportCertificate whose assignment is refused', () => {
  const short = { name: 'A', facts: { keySize: 1024 } }

  it('leaves neither key nor event, and says why', async () => {
    await given().when(importingInto(short, token)).rejects({
      _tag: 'CertificateNotAcceptable',
      slot: tokenSlot,
      thumbprint,
      findings: [
        { _tag: 'KeyTooShort', role: 'OAuthTokenIssuer', keySize: 1024, requiredKeySize: 2048, severity: 'forbidden' },
      ],
      forceable: false,
    })
  })

  it('is refused by the settings of the site', async () => {
    const { sipDomains } = { sipDomains: ['fabrikam.com'] }
    const refused = await given(configuring({ sipDomains })).when(importingInto('A', token)).result()
    expect(refused).toMatchObject({
      left: {
        _tag: 'CertificateNotAcceptable', forceable: true,
        findings: [{ _tag: 'SipDomainMissing', severity: 'refused' }],
      },
    })
    await given(configuring({ sipDomains }))
      .when(importingInto('A', token, { force: true }))
      .records('CertificateImported A', `CertificateAssigned ${token}`)
  })

  it('is refused for a date that has passed, one outside its validity, and one without --roll', async () => {
    await given().when(importingInto('A', token, { roll: true, effectiveDate: '2026-05-01' })).rejects({
      _tag: 'EffectiveDateNotInFuture', slot: tokenSlot, effectiveAt: instant('2026-05-01'), at: instant(beginsAt),
    })
    await given().when(importingInto('A', token, { roll: true, effectiveDate: '2029-01-01' })).rejects({
      _tag: 'EffectiveDateOutsideValidity', slot: tokenSlot, effectiveAt: instant('2029-01-01'),
      notBefore: factsOf('A').notBefore, notAfter: factsOf('A').notAfter,
    })
    await given()
      .when(importingInto('A', token, { effectiveDate: '2026-07-01' }))
      .rejects({ _tag: 'RollFlagMissing' })
    await given().when(importingInto('A', token, { roll: true })).rejects({ _tag: 'EffectiveDateMissing' })
  })

  it('is refused for a slot that is not legal, before the file is read', async () => {
    const unread = { name: 'A', password: 'never given' }
    await given()
      .when(importing(unread, { type: 'Default' }))
      .rejects({ _tag: 'IdentityRequired', role: 'Default' })
    await given().when(importing(unread, { type: 'Default', identity: 'global' })).rejects({
      _tag: 'ScopeNotAllowed', role: 'Default', scope: 'global', allowed: 'front end',
    })
  })
})

describe('ImportCertificate that does not come to its end', () => {
  it('with the key deposited and nothing recorded, is healed by repeating: one key, one certificate', async () => {
    const { eventLog, state } = breakableLog()
    const ledger = memoryLedger({ eventLog })
    state.broken = 'certificate-'
    expect(await ledger.send(importingInto('A', token))).toEqual(E.left(logLost))
    expect(await story(ledger)).toEqual([])
    expect(await keysIn(ledger)).toHaveLength(1)
    state.broken = null
    await givenOn(ledger)
      .when(importingInto('A', token))
      .records('CertificateImported A', `CertificateAssigned ${token}`)
    expect(await keysIn(ledger)).toHaveLength(1)
  })

  it('between the two streams, is healed by repeating, under another id or the same', async () => {
    for (const commandId of [null, countedId(42)]) {
      const { eventLog, state } = breakableLog()
      const ledger = memoryLedger({ eventLog })
      const sent = askedAs(importingInto('A', token), { commandId })
      state.broken = 'assignment-'
      expect(await ledger.send(sent)).toEqual(E.left(logLost))
      expect(await story(ledger)).toEqual(['CertificateImported A'])
      state.broken = null
      await givenOn(ledger).when(sent).records(`CertificateAssigned ${token}`)
      await givenOn(ledger).when(sent).recordsNothing()
    }
  })

  it('records nothing where the vault does not take the key', async () => {
    const keyVault = { ...memoryVault({ now: () => instant(beginsAt) }), deposit: () => TE.left(vaultLost) }
    await givenOn(memoryLedger({ keyVault })).when(importingInto('A', token)).rejects(vaultLost)
  })
})

describe('ImportCertificate with a type, dry', () => {
  it('plans both events, records nothing and keeps no key', async () => {
    const ledger = memoryLedger()
    const { events } = must(await ledger.send(dry(importingInto('A', token))))
    expect(events.map(({ type, position }) => ({ type, position }))).toEqual([
      { type: 'CertificateImported', position: null },
      { type: 'CertificateAssigned', position: null },
    ])
    expect([await story(ledger), await keysIn(ledger)]).toEqual([[], []])
  })
})
