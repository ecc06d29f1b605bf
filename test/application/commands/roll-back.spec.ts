import { describe, expect, it } from 'vitest'
import { commands } from '../../../application/commands/catalogue.js'
import { E, pipe, TE } from '../../../application/prelude.js'
import { factsOf } from '../../support/certificates.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { clockAt, given, lived, story } from '../../support/ledger/given.js'
import { alice, memoryLedger, rivalOf } from '../../support/ledger/memory-ledger.js'
import {
  askedAs, assigning, compromising, destroying, dry, importing, removing, rolling, rollingBack,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { refNamed, tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const rolled = [
  importing('A'), importing('B'), importing('C'), assigning('A', token), clockAt('2026-06-02'), assigning('B', token),
] as const
const { thumbprint } = factsOf('A')

describe('RollBack', () => {
  it('makes the previous certificate current again', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...rolled, rollingBack(token)])
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'RolledBack', data: { slot: tokenSlot, from: refNamed('B'), to: refNamed('A'), overridden: [] },
    })
  })

  it('rolls back a roll that took effect, and records both', async () => {
    const due = [assigning('A', token), rolling('B', token, '2026-07-01'), clockAt('2026-07-02')]
    await given(importing('A'), importing('B'), ...due)
      .when(rollingBack(token))
      .records(`RollActivated ${token}`, `RolledBack ${token}`)
  })

  it('repeated, as another command, does not go forward again', async () => {
    await given(...rolled, rollingBack(token)).when(rollingBack(token)).recordsNothing()
    await given(...rolled, rollingBack(token), destroying('B')).when(rollingBack(token)).recordsNothing()
  })

  it('goes back once more after the slot went forward by an assignment', async () => {
    await given(...rolled, rollingBack(token), assigning('B', token))
      .when(rollingBack(token))
      .records(`RolledBack ${token}`)
  })

  it('cancels a staged roll on record', async () => {
    await given(...rolled, rolling('C', token, '2026-07-01'))
      .when(rollingBack(token))
      .records(`RollCancelled ${token}`, `RolledBack ${token}`)
  })

  it('tells of the roll that it cancels', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...rolled, rolling('C', token, '2026-07-01')])
    expect(must(await ledger.send(rollingBack(token))).findings).toContainEqual({
      _tag: 'StagedRollCancelled', severity: 'warning', thumbprint: factsOf('C').thumbprint,
      effectiveAt: instant('2026-07-01T00:00:00Z'), because: 'rolledBack',
    })
  })

  it('assigns the previous certificate where nothing is current', async () => {
    await given(...rolled, removing(token, { force: true }))
      .when(rollingBack(token))
      .records(`CertificateAssigned ${token}`)
  })

  it('is refused where there is no previous certificate', async () => {
    await given().when(rollingBack(token)).rejects({ _tag: 'NoPreviousCertificate', slot: tokenSlot })
    await given(importing('A'), assigning('A', token))
      .when(rollingBack(token))
      .rejects({ _tag: 'NoPreviousCertificate', slot: tokenSlot })
  })

  it('is refused where the previous certificate may not serve any more: key destroyed, compromised', async () => {
    const refused = { _tag: 'CertificateNotAcceptable', slot: tokenSlot, thumbprint, forceable: false } as const
    await given(...rolled, destroying('A')).when(rollingBack(token)).rejects({
      ...refused, findings: [{ _tag: 'PrivateKeyMissing', because: 'destroyed', severity: 'forbidden' }],
    })
    await given(...rolled, compromising('A', '2026-06-01')).when(rollingBack(token, { force: true })).rejects({
      ...refused, findings: [{ _tag: 'CertificateCompromised', since: instant('2026-06-01'), severity: 'forbidden' }],
    })
  })

  it('is refused where the previous certificate has expired, unless forced, and then tells it', async () => {
    await given(...rolled, clockAt('2028-06-01')).when(rollingBack(token)).rejects({
      _tag: 'CertificateNotAcceptable', slot: tokenSlot, thumbprint, forceable: true,
      findings: [
        { _tag: 'CertificateExpired', notAfter: instant('2028-01-01'), at: instant('2028-06-01'), severity: 'refused' },
      ],
    })
    await given(...rolled, clockAt('2028-06-01')).when(rollingBack(token, { force: true })).tells('CertificateExpired')
  })

  it('dry, plans it and records nothing', async () => {
    const ledger = memoryLedger()
    await lived(ledger, rolled)
    const { events } = must(await ledger.send(dry(rollingBack(token))))
    expect(events).toMatchObject([{ type: 'RolledBack', position: null }])
    expect(await story(ledger)).toHaveLength(5)
  })
})

describe('RollBack, sent again under its id', () => {
  const sent = askedAs(rollingBack(token), { commandId: countedId(42) })
  const toA = [{ type: 'RolledBack', data: { to: refNamed('A') } }]

  it('does not roll forward again, and records nothing', async () => {
    await given(...rolled, sent).when(sent).recordsNothing()
    await given(...rolled, sent, compromising('B')).when(sent).recordsNothing()
    await given(...rolled, sent, rolling('C', token, '2026-07-01')).when(sent).recordsNothing()
  })

  it('is answered with what it recorded, though the slot went forward since', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...rolled, sent, assigning('B', token)])
    const before = await story(ledger)
    expect(must(await ledger.send(sent)).events).toMatchObject(toA)
    expect(await story(ledger)).toEqual(before)
  })

  it('is answered with what it recorded, though the certificate rolled back to is compromised since', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...rolled, sent, assigning('B', token), compromising('A')])
    const before = await story(ledger)
    expect(must(await ledger.send(sent)).events).toMatchObject(toA)
    expect(await story(ledger)).toEqual(before)
  })

  it('is answered with what it recorded, though it would record more by now', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [...rolled, sent, assigning('B', token), rolling('C', token, '2026-07-01')])
    const before = await story(ledger)
    expect(must(await ledger.send(sent)).events).toMatchObject(toA)
    expect(await story(ledger)).toEqual(before)
  })
})

describe('RollBack beside another process', () => {
  it('is refused where the slot changed after the previous certificate was judged', async () => {
    const ledger = memoryLedger()
    await lived(ledger, rolled)
    const rival = rivalOf(ledger, 2)
    const { load } = ledger.services
    const slowly: typeof load = (decider, stream) =>
      pipe(load(decider, stream), TE.chainFirstTaskK(() => () => rival.send(assigning('C', token))))
    const services = { ...ledger.services, load: slowly }
    const answer = await commands.RollBack.execute(services, rollingBack(token).input, alice)()
    expect(answer).toEqual(E.left({ _tag: 'SlotChangedMeanwhile', slot: tokenSlot }))
    expect((await story(ledger)).at(-1)).toBe(`CertificateAssigned ${token}`)
  })
})
