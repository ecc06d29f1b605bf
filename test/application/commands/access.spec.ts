import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { Subject } from '../../../domain/values/subject.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { countedId } from '../../support/ledger/counted-ids.js'
import { clockAt, given, story } from '../../support/ledger/given.js'
import { memoryLedger } from '../../support/ledger/memory-ledger.js'
import { askedAs, dry, granting, revoking, rotating } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const alice = decoded(Subject, 'alice')
const admin = granting('alice', 'administrator')

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString()

describe('GrantAccess', () => {
  it('records who has which roles, under the name in small letters', async () => {
    await given().when(granting(' Alice ', 'Operator,AUDITOR')).records('AccessGranted alice')
  })

  it('hands the token out once, and puts its digest alone on record', async () => {
    const ledger = memoryLedger()
    const { token } = must(await ledger.send(admin))
    const text = textOf(token?.text?.reveal())
    expect(text).toMatch(/^clt_[a-z2-7]{16}_[A-Za-z0-9_-]{43}$/)
    expect(token).toMatchObject({ id: text.slice(4, 20), expiresAt: instant('2027-06-01 12:00Z') })
    const recorded = JSON.stringify(await ledger.events())
    expect(recorded).toContain(text.slice(4, 20))
    expect(recorded).not.toContain(text.slice(21))
  })

  it('hands no token out in a dry run, nor to whoever has access already', async () => {
    const ledger = memoryLedger()
    expect(must(await ledger.send(dry(admin))).token).toBeUndefined()
    must(await ledger.send(admin))
    expect(must(await ledger.send(granting('alice', 'administrator,auditor'))).token).toBeUndefined()
  })

  it('sent again under its id grants once, and shows no token again', async () => {
    const ledger = memoryLedger()
    const sent = askedAs(admin, { commandId: countedId(7) })
    must(await ledger.send(sent))
    ledger.clock.move(60_000)
    expect(must(await ledger.send(sent))).toEqual({ events: [], findings: [] })
    expect(await story(ledger)).toEqual(['AccessGranted alice'])
  })

  it('with a span, sent again under its id, says which token it was, and shows it no more', async () => {
    const ledger = memoryLedger()
    const sent = askedAs(granting('alice', 'administrator', { expires: '90d' }), { commandId: countedId(7) })
    const first = must(await ledger.send(sent)).token
    ledger.clock.move(60_000)
    expect(must(await ledger.send(sent)).token).toEqual({ ...first, text: null })
    expect(await story(ledger)).toEqual(['AccessGranted alice'])
  })

  it.each([
    ['90d', '2026-08-30 12:00Z'], ['2026-12-24', '2026-12-24'], ['12h', '2026-06-02'], ['Never', null],
  ])('takes an end as span, date or never: %s', async (expires, expected) => {
    const { token } = must(await memoryLedger().send(granting('alice', 'auditor', { expires })))
    expect(token?.expiresAt).toBe(expected === null ? null : instant(expected))
  })

  it.each([
    [{ subject: 'CONTOSO\\alice' }, 'SubjectNotUnderstood'], [{ roles: 'owner' }, 'NotOneOf'],
    [{ expires: 'soon' }, 'EndNotUnderstood'], [{ kind: 'agent' }, 'NotOneOf'], [{ roles: '' }, 'Missing'],
    [{ subject: 'clt_abcdefghij234567_Zm9yIHRoZSBldmFsdWF0aW9uIG9mIHRva2Vucy4xMjM' }, 'TextWithheld'],
  ])('refuses what it does not understand: %j', async (input, _tag) => {
    const refused = await memoryLedger().send(granting('alice', 'auditor', input))
    expect(refused).toMatchObject(E.left({ problems: [{ problem: { _tag } }] }))
  })

  it('refuses to leave nobody who may grant access', async () => {
    await given(admin).when(granting('alice', 'auditor')).rejects({ _tag: 'LastAdministrator', subject: alice })
    await given(admin, granting('bob', 'administrator'))
      .when(granting('alice', 'auditor'))
      .records('AccessGranted alice')
    await given(admin).when(granting('alice', 'auditor', { force: true })).records('AccessGranted alice')
  })

  it('counts no administrator whose access has expired or was revoked', async () => {
    const bob = granting('bob', 'administrator', { expires: '1d' })
    await given(admin, bob, clockAt('2026-06-02 12:00Z'))
      .when(revoking('alice'))
      .rejects({ _tag: 'LastAdministrator', subject: alice })
    await given(admin, bob, revoking('bob'))
      .when(revoking('alice'))
      .rejects({ _tag: 'LastAdministrator', subject: alice })
  })
})

describe('two administrators who take each other\'s access at the same time', () => {
  it('leave one of them', async () => {
    const ledger = memoryLedger()
    must(await ledger.send(admin))
    must(await ledger.send(granting('bob', 'administrator')))
    const both = await Promise.all([ledger.send(revoking('alice')), ledger.send(revoking('bob'))])
    expect(both.filter(E.isRight)).toHaveLength(1)
    expect(both.filter(E.isLeft)).toMatchObject([E.left({ _tag: 'LastAdministrator' })])
  })
})

describe('RotateToken', () => {
  it('hands another token out, and lets the one before it hold for a day', async () => {
    const ledger = memoryLedger()
    const first = must(await ledger.send(admin)).token
    const { token, events } = must(await ledger.send(rotating('alice')))
    expect(textOf(token?.text?.reveal())).toMatch(/^clt_/)
    expect(token?.id).not.toBe(first?.id)
    expect(events).toMatchObject([{ type: 'TokenRotated', data: { formerUntil: instant('2026-06-02 12:00Z') } }])
  })

  it.each([
    [{ overlap: '2h' }, '2026-06-01 14:00Z'], [{ now: true }, '2026-06-01 12:00Z'],
  ])('lets it hold as long as is said: %j', async (input, until) => {
    const result = await given(admin).when(rotating('alice', input)).result()
    expect(must(result).events).toMatchObject([{ data: { formerUntil: instant(until) } }])
  })

  it('refuses to let it hold both for a while and no longer', async () => {
    await given(admin)
      .when(rotating('alice', { overlap: '2h', now: true }))
      .rejects({ _tag: 'ExactlyOneOf', fields: ['overlap', 'now'] })
  })

  it('sent again under its id rotates once, and shows the token once', async () => {
    const ledger = memoryLedger()
    must(await ledger.send(admin))
    const sent = askedAs(rotating('alice'), { commandId: countedId(7) })
    const first = must(await ledger.send(sent)).token
    const again = must(await ledger.send(sent)).token
    expect(again).toEqual({ ...first, text: null })
    expect(await story(ledger)).toEqual(['AccessGranted alice', 'TokenRotated alice'])
  })

  it('refuses whoever has no access', async () => {
    await given().when(rotating('alice')).rejects({ _tag: 'AccessNotGranted', subject: alice })
  })
})

describe('RevokeAccess', () => {
  it('records it once, and hands nothing out', async () => {
    const bob = granting('bob', 'administrator')
    await given(admin, bob).when(revoking('alice')).records('AccessRevoked alice')
    await given(admin, bob, revoking('alice')).when(revoking('alice')).recordsNothing()
    expect(must(await given(admin, bob).when(revoking('alice')).result()).token).toBeUndefined()
  })
})
