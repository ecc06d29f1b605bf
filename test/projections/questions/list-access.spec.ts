import { describe, expect, it } from 'vitest'
import type { Decider } from '../../../domain/decider.js'
import type { FrontEndEvent } from '../../../domain/front-end/events.js'
import { E } from '../../../domain/prelude.js'
import { frontEndStream } from '../../../domain/streams.js'
import { AgentFingerprint, PublicKeyText } from '../../../domain/values/agent-keys.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { Position } from '../../../domain/values/position.js'
import { stamped } from '../../../application/context.js'
import { listAccess } from '../../../projections/questions/list-access.js'
import type { MomentAsked } from '../../../projections/time.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { clockAt, lived } from '../../support/ledger/given.js'
import { alice as asker, memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { granting, revoking, rotating } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { projected } from '../../support/projected.js'

const present: MomentAsked = { at: null, knownAt: null }
const on = (day: string): MomentAsked => ({ at: instant(day), knownAt: null })

/** A summer: alice administrates, bob does until July, deploy works for 30 days and is rotated, carol comes late. */
const summer = async (): Promise<MemoryLedger> => {
  const ledger = memoryLedger()
  await lived(ledger, [
    granting('alice', 'administrator'),
    clockAt('2026-06-02'), granting('bob', 'administrator,auditor', { expires: 'never' }),
    clockAt('2026-06-10'), granting('deploy', 'operator', { kind: 'service', expires: '30d' }),
    clockAt('2026-06-20'), rotating('deploy', { overlap: '2d' }),
    clockAt('2026-07-01'), revoking('bob'),
    clockAt('2026-07-10'), granting('alice', 'auditor,administrator'),
    clockAt('2026-08-01'), granting('carol', 'requester'),
    clockAt('2026-09-01'),
  ])
  return ledger
}

const ask = async (ledger: MemoryLedger, input: Readonly<Record<string, unknown>> = {}, moment = present) => {
  const events = await ledger.events()
  const reached = decoded(Position, events.length)
  return must(listAccess.ask(projected(events), input, moment, { now: ledger.clock.now(), reached })).access
}

const names = async (ledger: MemoryLedger, input: Readonly<Record<string, unknown>>, moment = present) =>
  (await ask(ledger, input, moment)).map(({ subject }) => subject)

describe('ListAccess', () => {
  it('tells who could do a thing on a day', async () => {
    const ledger = await summer()
    const could = (right: string, day: string) => names(ledger, { right }, on(day))
    expect(await could('administer', '2026-06-01')).toEqual([])
    expect(await could('administer', '2026-06-15')).toEqual(['alice', 'bob'])
    expect(await could('administer', '2026-07-01')).toEqual(['alice'])
    expect(await could('operate', '2026-06-15')).toEqual(['alice', 'bob', 'deploy'])
    expect(await could('operate', '2026-07-19')).toEqual(['alice', 'deploy'])
    expect(await could('operate', '2026-07-20')).toEqual(['alice'])
    expect(await could('request', '2026-09-01')).toEqual(['alice', 'carol'])
  })

  it('tells what was believed when less was on record', async () => {
    const ledger = await summer()
    const known = (position: number): MomentAsked => ({ at: null, knownAt: decoded(Position, position) })
    expect(await names(ledger, {}, known(1))).toEqual(['alice'])
    expect(await names(ledger, {}, known(2))).toEqual(['alice', 'bob'])
    expect(await names(ledger, { all: true }, known(0))).toEqual([])
    expect(await names(ledger, {}, { at: instant('2026-08-15'), knownAt: instant('2026-06-30') })).toEqual([
      'alice', 'bob',
    ])
  })

  it('tells the roles of that day, and the rights that they gave', async () => {
    const [june] = await ask(await summer(), { subject: 'alice' }, on('2026-06-15'))
    expect(june).toMatchObject({ roles: ['administrator'], state: 'active', since: instant('2026-06-01 12:00Z') })
    const [august] = await ask(await summer(), { subject: 'ALICE' }, on('2026-08-15'))
    expect(august).toMatchObject({ roles: ['administrator', 'auditor'], since: instant('2026-06-01 12:00Z') })
    expect(august?.rights).toEqual(['administer', 'operate', 'request', 'ask', 'audit'])
  })

  it('tells which tokens held at an instant, by their ids and without their digests', async () => {
    const ledger = await summer()
    const [june] = await ask(ledger, { subject: 'deploy' }, on('2026-06-15'))
    const [rotation] = await ask(ledger, { subject: 'deploy' }, on('2026-06-21'))
    const [july] = await ask(ledger, { subject: 'deploy' }, on('2026-07-01'))
    const [first] = june?.tokens ?? []
    const [second] = july?.tokens ?? []
    expect(june?.tokens).toEqual([{ id: first?.id, until: '2026-07-10T00:00:00.000Z' }])
    expect(rotation?.tokens).toEqual([second, { id: first?.id, until: '2026-06-22T00:00:00.000Z' }])
    expect(july?.tokens).toEqual([{ id: second?.id, until: '2026-07-20T00:00:00.000Z' }])
    expect(JSON.stringify(june)).not.toMatch(/[0-9A-F]{64}/)
  })

  it('shows with all what came to an end, which gives no right and no token any more', async () => {
    const ledger = await summer()
    expect(await names(ledger, {})).toEqual(['alice', 'carol'])
    const ended = (await ask(ledger, { all: true })).filter(({ state }) => state !== 'active')
    expect(ended).toMatchObject([
      { subject: 'bob', state: 'revoked', rights: [], tokens: [], revokedAt: instant('2026-07-01') },
      { subject: 'deploy', state: 'expired', rights: [], tokens: [], expiresAt: instant('2026-07-20') },
    ])
    expect(await names(ledger, { right: 'operate', all: true })).toEqual(['alice'])
  })

  it('shows somebody who is let in again under his name, since then', async () => {
    const ledger = await summer()
    must(await ledger.send(granting('bob', 'auditor')))
    const [bob] = await ask(ledger, { subject: 'bob' })
    expect(bob).toMatchObject({ state: 'active', roles: ['auditor'], since: instant('2026-09-01'), revokedAt: null })
    expect(bob?.tokens).toHaveLength(1)
  })
})

describe('an agent', () => {
  const fqdn = decoded(Fqdn, 'fe01.contoso.com')
  const key = decoded(PublicKeyText, 'A'.repeat(43))
  const keys = { signing: key, sealing: key }
  const fingerprint = decoded(AgentFingerprint, 'F1'.repeat(32))

  /** Records what happened, whatever led to it. */
  const happened: Decider<FrontEndEvent, FrontEndEvent, null, never> = {
    initialState: null,
    decide: (event) => () => E.right([event]),
    evolve: (state) => state,
  }

  /** An agent is enrolled in June, and its front end decommissioned in August. */
  const enrolled = async (): Promise<MemoryLedger> => {
    const ledger = memoryLedger()
    const { services, clock } = ledger
    const record = async (event: FrontEndEvent) =>
      must(await services.handle(happened, stamped(services, asker), frontEndStream(fqdn), event)())
    await record({ type: 'AgentEnrolled', data: { fqdn, keys, fingerprint, machine: 'fe01', enrolledAt: clock.now() } })
    clock.set('2026-08-01')
    await record({ type: 'FrontEndDecommissioned', data: { fqdn, decommissionedAt: clock.now() } })
    return ledger
  }

  it('has the role agent from its enrolment on, and no right to any command or question', async () => {
    expect(await ask(await enrolled(), {}, on('2026-07-01'))).toEqual([
      {
        subject: 'fe01.contoso.com', kind: 'agent', state: 'active', roles: ['agent'], rights: [], tokens: [],
        since: instant('2026-06-01 12:00Z'), expiresAt: null, revokedAt: null,
      },
    ])
  })

  it('has none before, and none any more once its front end is decommissioned', async () => {
    const ledger = await enrolled()
    expect(await ask(ledger, { all: true }, on('2026-06-01'))).toEqual([])
    expect(await ask(ledger, {})).toEqual([])
    expect(await ask(ledger, { all: true })).toMatchObject([{ state: 'revoked', revokedAt: instant('2026-08-01') }])
  })
})
