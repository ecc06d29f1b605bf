import { describe, expect, it } from 'vitest'
import { Fqdn } from '../../domain/values/fqdn.js'
import { frontEndStream } from '../../domain/streams.js'
import { decoded } from '../support/decoded.js'
import { enrolledAgent } from '../support/ledger/enrolled-agent.js'
import { lived } from '../support/ledger/given.js'
import { alice, type MemoryLedger } from '../support/ledger/memory-ledger.js'
import {
  assigning, cancelling, fe01, importing, importingInto, printOf, registering, removing, rolling, rollingBack,
} from '../support/ledger/sends.js'
import { putOnRecord } from '../support/ledger/told-by-agents.js'
import { driftOf, reportOf, watchedLedger, type WatchedLedger } from '../support/ledger/watched-ledger.js'
import { instant } from '../support/instants.js'
import { must } from '../support/log-reading.js'
import { byHand, placed } from '../support/observed.js'

const token = 'OAuthTokenIssuer@global'
const inForce = [importing('A'), importing('B'), assigning('A', token)]

/** How the front end differs, in short: `stale current B`. */
const said = async (ledger: WatchedLedger, input = {}): Promise<ReadonlyArray<string>> =>
  (await ledger.drift(input)).map(({ kind, place, file, thumbprint }) =>
    `${kind} ${place ?? file ?? ''} ${['A', 'B', 'C'].find((name) => printOf(name) === thumbprint) ?? '?'}`)

const minutes = (count: number): number => count * 60_000

const decommission = async ({ ports, clock }: MemoryLedger): Promise<void> => {
  const fqdn = decoded(Fqdn, fe01)
  const event = { type: 'FrontEndDecommissioned', data: { fqdn, decommissionedAt: clock.now() } } as const
  await putOnRecord(ports.eventLog, [{ stream: frontEndStream(fqdn), event }])
}

describe('A front end differs', () => {
  it('in nothing where what is meant stands in its places and can be used', async () => {
    const ledger = await watchedLedger(...inForce, rolling('B', token, '2026-07-01'))
    await ledger.reports(placed('A'), placed('B', 'staged'))
    ledger.clock.move(minutes(60))
    expect(await said(ledger, { all: true })).toEqual([])
  })

  it('by what is missing from its place, pending at first', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports()
    ledger.clock.move(minutes(2) - 1)
    expect(await said(ledger)).toEqual([])
    expect(await ledger.drift({ all: true })).toMatchObject([{ pending: true, level: 'notice' }])
    ledger.clock.move(1)
    expect(await ledger.drift()).toMatchObject([
      {
        fqdn: fe01, kind: 'missing', type: 'OAuthTokenIssuer', identity: 'global', place: 'current', file: null,
        thumbprint: printOf('A'), observed: null, privateKey: null, meant: { thumbprint: printOf('A') },
        since: instant('2026-06-01 12:00Z'), under: { type: 'CertificateAssigned', by: alice.actor.name },
        pending: false, accepted: null, level: 'critical',
      },
    ])
  })

  it('by what is stale: a certificate of the slot that is not the one meant now', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A'))
    ledger.clock.move(minutes(10))
    must(await ledger.send(assigning('B', token)))
    expect(await ledger.drift({ all: true })).toMatchObject([{ kind: 'stale', pending: true }])
    ledger.clock.move(minutes(2))
    const cause = (await ledger.events()).length
    expect(await ledger.drift()).toMatchObject([
      {
        kind: 'stale', thumbprint: printOf('A'), meant: { thumbprint: printOf('B') },
        since: instant('2026-06-01 12:10Z'), sincePosition: cause, under: { position: cause },
      },
    ])
  })

  it('by a roll that took effect without it, from two minutes after its instant on', async () => {
    const ledger = await watchedLedger(...inForce, rolling('B', token, '2026-06-02 12:00Z'))
    await ledger.reports(placed('A'), placed('B', 'staged'))
    ledger.clock.set('2026-06-02 12:01Z')
    expect(await ledger.drift({ all: true })).toMatchObject([{ kind: 'stale', pending: true }])
    ledger.clock.set('2026-06-02 12:02Z')
    expect(await ledger.drift()).toMatchObject([{ kind: 'stale', since: instant('2026-06-02 12:00Z'), pending: false }])
    await ledger.reports(placed('B'), placed('A', 'previous'))
    expect(await said(ledger, { all: true })).toEqual([])
  })

  it('by what switched before its time', async () => {
    const ledger = await watchedLedger(...inForce, rolling('B', token, '2026-07-01'))
    await ledger.reports(placed('B'), placed('A', 'previous'))
    ledger.clock.move(minutes(5))
    expect(await said(ledger)).toEqual(['stale current B'])
  })

  it('by a foreign certificate in a place', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('C'), placed('C', 'previous'))
    ledger.clock.move(minutes(5))
    expect(await said(ledger)).toEqual(['foreign current C', 'foreign previous C'])
    expect((await ledger.drift()).map(({ level }) => level)).toEqual(['critical', 'warning'])
  })

  it.each(['missing', 'unreadable', 'otherKey'] as const)('by a key that is %s', async (privateKey) => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A', 'current', { privateKey }))
    expect(await ledger.drift()).toMatchObject([{ kind: 'unreadable', privateKey, thumbprint: printOf('A') }])
  })

  it('by a certificate that cannot be read', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed(null))
    expect(await said(ledger)).toEqual(['unreadable current ?'])
  })

  it('by what was removed from its slot and stays', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A'))
    must(await ledger.send(removing(token, { force: true })))
    ledger.clock.move(minutes(2))
    expect(await ledger.drift()).toMatchObject([
      { kind: 'stale', place: 'current', meant: null, under: { type: 'AssignmentRemoved' } },
    ])
  })

  it('by a staged one whose roll was cancelled and which stays', async () => {
    const ledger = await watchedLedger(...inForce, rolling('B', token, '2026-07-01'))
    await ledger.reports(placed('A'), placed('B', 'staged'))
    ledger.clock.move(minutes(30))
    must(await ledger.send(cancelling(token)))
    expect(await said(ledger)).toEqual([])
    ledger.clock.move(minutes(2))
    expect(await said(ledger)).toEqual(['stale staged B'])
  })

  it('by what a rollback took out of force, pending again', async () => {
    const ledger = await watchedLedger(...inForce, assigning('B', token))
    await ledger.reports(placed('B'), placed('A', 'previous'))
    ledger.clock.move(minutes(30))
    must(await ledger.send(rollingBack(token)))
    expect(await ledger.drift({ all: true })).toMatchObject([{ kind: 'stale', pending: true }])
    ledger.clock.move(minutes(2))
    expect(await ledger.drift()).toMatchObject([{ kind: 'stale', under: { type: 'RolledBack' } }])
  })

  it('only by what concerns it: the slots of others do not', async () => {
    const ledger = await watchedLedger(registering('fe02.contoso.com'), importingInto('C', 'Default@fe02.contoso.com'))
    await ledger.reports()
    ledger.clock.move(minutes(10))
    expect(await said(ledger, { all: true })).toEqual([])
  })
})

describe('A hand-made install', () => {
  it('shows up with the report that finds it, without delay', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A'))
    ledger.clock.move(minutes(30))
    expect(await ledger.reports(placed('A'), byHand('C'))).toBe(1)
    expect(await ledger.drift()).toMatchObject([
      {
        kind: 'foreign', place: null, file: 'OAuthTokenIssuer/by-hand.pfx', thumbprint: printOf('C'),
        since: instant('2026-06-01 12:30Z'), level: 'warning', pending: false,
      },
    ])
  })

  it('shows up also where its file cannot be opened, or holds what is meant', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A'), byHand(null, 'a.pfx', { privateKey: 'unreadable' }), byHand('A', 'b.pfx'))
    expect(await said(ledger)).toEqual(['foreign a.pfx ?', 'foreign b.pfx A'])
  })

  it('keeps its first day while other things change, and gets another when it changes itself', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A'), byHand('C'))
    ledger.clock.move(minutes(30))
    await ledger.reports(placed('A'), byHand('C'), byHand('B', 'b.pfx'))
    expect(await ledger.drift()).toMatchObject([
      { since: instant('2026-06-01 12:00Z') }, { since: instant('2026-06-01 12:30Z') },
    ])
    ledger.clock.move(minutes(30))
    await ledger.reports(placed('A'), byHand('B'), byHand('B', 'b.pfx'))
    expect(await ledger.drift()).toMatchObject([
      { thumbprint: printOf('B'), since: instant('2026-06-01 13:00Z') }, { since: instant('2026-06-01 12:30Z') },
    ])
  })

  it('is gone with the report that does not find it any more, and was there before', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A'), byHand('C'))
    const reported = (await ledger.events()).length
    ledger.clock.move(minutes(30))
    await ledger.reports(placed('A'))
    expect(await said(ledger)).toEqual([])
    expect(await ledger.drift({}, { at: instant('2026-06-01 12:29Z') })).toMatchObject([{ kind: 'foreign' }])
    expect(await ledger.drift({}, { knownAt: reported })).toMatchObject([{ kind: 'foreign' }])
    expect(await ledger.drift({}, { knownAt: reported - 1 })).toEqual([])
  })
})

describe('A clock that went back', () => {
  it('changes nothing about what was seen last', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('A'))
    ledger.clock.move(minutes(60))
    await ledger.reports(placed('A'), byHand('C'))
    ledger.clock.move(minutes(-60))
    expect(await ledger.reports(placed('A'), byHand('C'))).toBe(1)
    ledger.clock.move(minutes(10))
    await ledger.reports(placed('A'), byHand('C'), byHand('B', 'b.pfx'))
    expect(await said(ledger)).toHaveLength(2)
    const known = (await ledger.events()).length - 1
    const then = await ledger.drift({}, { at: instant('2026-06-01 12:05Z'), knownAt: known })
    expect(then).toMatchObject([{ file: 'OAuthTokenIssuer/by-hand.pfx' }])
  })
})

describe('Nothing is said of a front end', () => {
  it('whose agent has not reported yet, or which has none', async () => {
    const ledger = await watchedLedger(...inForce, registering('fe02.contoso.com'))
    ledger.clock.move(minutes(60))
    expect(await said(ledger, { all: true })).toEqual([])
  })

  it('that was decommissioned, though it was said before', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(placed('C'), byHand('C'))
    ledger.clock.move(minutes(30))
    await decommission(ledger)
    expect(await said(ledger, { all: true })).toEqual([])
    expect(await ledger.drift({}, { at: instant('2026-06-01 12:10Z') })).toHaveLength(2)
  })

  it('from what was seen before it was registered anew', async () => {
    const ledger = await watchedLedger(...inForce)
    await ledger.reports(byHand('C'))
    ledger.clock.move(minutes(30))
    await decommission(ledger)
    await lived(ledger, [registering()])
    const agent = await enrolledAgent(ledger, fe01)
    expect(await driftOf(ledger, { all: true })).toEqual([])
    await reportOf(ledger, agent, [byHand('C')])
    const anew = await driftOf(ledger, { kind: 'foreign', all: true })
    expect(anew).toMatchObject([{ since: instant('2026-06-01 12:30Z') }])
  })
})

describe('ListDrift', () => {
  it('answers for one front end, and for one kind', async () => {
    const ledger = await watchedLedger(...inForce, registering('fe02.contoso.com'))
    await reportOf(ledger, await enrolledAgent(ledger, 'fe02.contoso.com'), [byHand('C')])
    await ledger.reports(placed('A'), byHand('C'))
    expect(await ledger.drift({ kind: 'foreign' })).toMatchObject([{ fqdn: fe01 }, { fqdn: 'fe02.contoso.com' }])
    expect(await ledger.drift({ kind: 'foreign', fqdn: 'fe02.contoso.com' })).toHaveLength(1)
    expect(await ledger.drift({ kind: 'stale' })).toEqual([])
    await expect(ledger.drift({ fqdn: 'fe09.contoso.com' })).rejects.toThrow('FrontEndNotKnownThen')
  })
})
