import { describe, expect, it } from 'vitest'
import { plusMs, type Instant } from '../../../domain/values/instant.js'
import { systemClock } from '../../../infrastructure/system/clock.js'
import type { Session } from '../../../infrastructure/system/session.js'
import { ask, freshLedger, openLedger, sendTo } from '../../support/ledger/disk-ledger.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { configuring, registering } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const both = async (): Promise<readonly [Session, Session]> => {
  const directory = freshLedger()
  return [await openLedger(directory), await openLedger(directory)]
}

const namesIn = async (session: Session): Promise<ReadonlyArray<string>> => {
  const { frontEnds } = must(await ask(session, 'ListFrontEnds')) as unknown as {
    readonly frontEnds: ReadonlyArray<{ readonly fqdn: string }>
  }
  return frontEnds.map(({ fqdn }) => fqdn)
}

const slot = { type: 'Default', identity: 'fe01.contoso.com' }

const imported = async (session: Session): Promise<string> => {
  const { pem, thumbprint } = realCertificate('fe01.contoso.com')
  must(await sendTo(session, { name: 'ImportCertificate', input: { file: pem } }))
  return thumbprint
}

const waitUntil = async (instant: Instant): Promise<void> => {
  while (systemClock.now() <= instant) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('Two sessions on one ledger', () => {
  it('see at once what the other recorded, in questions and in decisions', async () => {
    const [one, other] = await both()
    must(await sendTo(one, registering('fe01.contoso.com')))
    expect(await namesIn(other)).toEqual(['fe01.contoso.com'])
    expect(must(await sendTo(other, registering('fe01.contoso.com'))).events).toEqual([])
    must(await sendTo(other, configuring({ sipDomains: ['contoso.com'] })))
    must(await sendTo(one, configuring({ realm: 'tokens.contoso.com' })))
    must(await sendTo(other, configuring({ sipDomains: ['contoso.com', 'fabrikam.com'] })))
    for (const session of [one, other]) {
      expect(must(await ask(session, 'ShowSite'))).toMatchObject({
        site: { sipDomains: ['contoso.com', 'fabrikam.com'], realm: 'tokens.contoso.com' },
      })
    }
  })

  it('record what is new once, sent by both at once and to the same things', async () => {
    const [one, other] = await both()
    const names = Array.from({ length: 40 }, (_, nth) => `fe${String(nth).padStart(2, '0')}.contoso.com`)
    const sent = names.flatMap((name) => [sendTo(one, registering(name)), sendTo(other, registering(name))])
    const events = (await Promise.all(sent)).flatMap((answer) => must(answer).events)
    expect(events.map(({ stream }) => stream).toSorted()).toEqual(names.map((name) => `frontEnd-${name}`))
    expect(events.map(({ position }) => position).toSorted((a, b) => (a ?? 0) - (b ?? 0)))
      .toEqual(names.map((_, index) => index + 1))
    expect(await namesIn(one)).toEqual(names)
  })

  it('answer while the other builds the rows anew, and afterwards alike', async () => {
    const [one, other] = await both()
    for (let nth = 0; nth < 30; nth += 1) must(await sendTo(one, registering(`fe${nth}.contoso.com`)))
    const rebuilding = one.rebuildReadSide(() => undefined)()
    const answers = [await namesIn(other), await namesIn(other)]
    expect(must(await rebuilding)).toMatchObject({ unchanged: true, events: 30 })
    for (const names of [...answers, await namesIn(one), await namesIn(other)]) expect(names).toHaveLength(30)
  })

  it('know of a key that the other imported or destroyed', async () => {
    const [one, other] = await both()
    const thumbprint = await imported(one)
    expect(must(await other.auditVault()())).toMatchObject({ entries: 1, orphans: [], missing: [] })
    must(await sendTo(other, { name: 'DestroyPrivateKey', input: { thumbprint } }))
    expect(await sendTo(one, { name: 'AssignCertificate', input: { thumbprint, ...slot } })).toMatchObject({
      left: { _tag: 'CertificateNotAcceptable', findings: [{ _tag: 'PrivateKeyMissing', because: 'destroyed' }] },
    })
  })
})

describe('A roll that takes effect while nobody looks', () => {
  it('is in force from its instant on, and recorded once by whoever comes, however late', async () => {
    const [one, other] = await both()
    const [old, rolledIn] = [await imported(one), await imported(other)]
    must(await sendTo(one, { name: 'AssignCertificate', input: { ...slot, thumbprint: old } }))
    const effectiveDate = plusMs(systemClock.now(), 1_200)
    const roll = { ...slot, thumbprint: rolledIn, roll: true, effectiveDate, force: true }
    must(await sendTo(one, { name: 'AssignCertificate', input: roll }))
    expect(must(await other.nextEffectiveInstant()())).toBe(effectiveDate)
    const before = must(await ask(other, 'GetCertificate', slot))
    expect(before).toMatchObject({ slots: [{ current: { thumbprint: old }, staged: { thumbprint: rolledIn } }] })
    await waitUntil(effectiveDate)
    const taken = { slots: [{ current: { thumbprint: rolledIn }, previous: { thumbprint: old }, staged: null }] }
    for (const session of [one, other]) expect(must(await ask(session, 'GetCertificate', slot))).toMatchObject(taken)
    const moment = { at: plusMs(effectiveDate, -1), knownAt: null }
    const justBefore = must(await ask(one, 'GetCertificate', slot, moment))
    expect(justBefore).toMatchObject({ slots: [{ current: { thumbprint: old } }] })
    const recorded = await Promise.all([one, other, one].map((session) => session.activateDueRolls()()))
    const positions = new Set(recorded.flatMap((events) => must(events)).map(({ position }) => position))
    expect(positions.size).toBe(1)
    const log = must(await ask(one, 'Log', { event: 'RollActivated' }))
    expect(log['entries']).toHaveLength(1)
    expect(must(await one.nextEffectiveInstant()())).toBeNull()
    expect(must(await ask(other, 'GetCertificate', slot))).toMatchObject(taken)
  })
})
