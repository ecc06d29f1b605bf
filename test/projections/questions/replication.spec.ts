import { describe, expect, it } from 'vitest'
import { collectKey } from '../../../application/agents/collect.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { E } from '../../../domain/prelude.js'
import type { Instant } from '../../../domain/values/instant.js'
import { Position } from '../../../domain/values/position.js'
import { replicationStatus } from '../../../projections/questions/replication-status.js'
import { rollEvidence } from '../../../projections/questions/roll-evidence.js'
import { decoded } from '../../support/decoded.js'
import { instant } from '../../support/instants.js'
import { collected, failed, proved, sealing } from '../../support/ledger/agent-steps.js'
import { enrolledAgent } from '../../support/ledger/enrolled-agent.js'
import { clockAt, lived } from '../../support/ledger/given.js'
import { memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, importing, registering, replicating, rolling, settingPolicy } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { projected } from '../../support/projected.js'
import { tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const fe01 = 'fe01.contoso.com'

type Asked = { readonly at?: string; readonly knownAt?: string | number }

const known = (knownAt: string | number | undefined): Instant | Position | null => {
  if (knownAt === undefined) return null
  return typeof knownAt === 'number' ? decoded(Position, knownAt) : instant(knownAt)
}

const answers = async (ledger: MemoryLedger, { at, knownAt }: Asked = {}) => {
  const events = await ledger.events()
  const rows = projected(events)
  const moment = { at: at === undefined ? null : instant(at), knownAt: known(knownAt) }
  const present = { now: ledger.clock.now(), reached: decoded(Position, events.length) }
  return {
    status: (input = {}) => replicationStatus.ask(rows, input, moment, present),
    evidence: () => must(rollEvidence.ask(rows, {}, moment, present)).rolls,
  }
}

const replicas = async (ledger: MemoryLedger, asked: Asked = {}) =>
  must((await answers(ledger, asked)).status()).replicas

const states = async (ledger: MemoryLedger, asked: Asked = {}) =>
  (await replicas(ledger, asked)).flatMap(({ deliveries }) => deliveries.map(({ place, state }) => [place, state]))

const planned = async ({ services }: MemoryLedger) => { must(await planDeliveries(services)()) }

const lifeOfADelivery = async () => {
  const ledger = memoryLedger()
  await lived(ledger, [importing('A'), importing('B'), assigning('A', token), clockAt('2026-06-02'), registering()])
  await planned(ledger)
  await lived(ledger, [clockAt('2026-06-03')])
  const agent = await enrolledAgent(ledger, fe01)
  await lived(ledger, [clockAt('2026-06-04')])
  await collected(ledger, agent, 1)
  await lived(ledger, [clockAt('2026-06-05')])
  await proved(ledger, agent, 1)
  await lived(ledger, [clockAt('2026-06-06')])
  return { ledger, agent }
}

describe('replication status', () => {
  it('shows a front end that was never seen as not up to date, with nothing in the columns of its agent', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [registering()])
    expect(await replicas(ledger)).toEqual([
      {
        replicaFqdn: fe01, upToDate: false, lastStatusReport: null, lastUpdateCreation: null, productVersion: null,
        hasAgent: false, alarms: 0, deliveries: [],
      },
    ])
  })

  it('shows a front end that has proved everything as up to date', async () => {
    const { ledger } = await lifeOfADelivery()
    expect(await replicas(ledger)).toMatchObject([
      {
        upToDate: true, lastStatusReport: instant('2026-06-05'), lastUpdateCreation: instant('2026-06-02'),
        productVersion: '0.1.0', hasAgent: true,
        deliveries: [
          { state: 'proved', attempt: 1, replicatedAt: instant('2026-06-04'), deployedAt: instant('2026-06-05') },
        ],
      },
    ])
  })

  it('shows at every instant how far the delivery had come', async () => {
    const { ledger } = await lifeOfADelivery()
    expect(await replicas(ledger, { at: '2026-06-01' })).toEqual([])
    expect(await states(ledger, { at: '2026-06-02' })).toEqual([['current', 'requested']])
    expect(await states(ledger, { at: '2026-06-04' })).toEqual([['current', 'collected']])
    expect(await states(ledger, { at: '2026-06-05' })).toEqual([['current', 'proved']])
    expect(await replicas(ledger, { at: '2026-06-02 12:00Z' })).toMatchObject([
      { upToDate: false, lastStatusReport: null, hasAgent: false },
    ])
  })

  it('shows what was known at a position, whatever became known since', async () => {
    const { ledger } = await lifeOfADelivery()
    const proof = (await ledger.events()).find(({ type }) => type === 'PossessionProved')
    expect(await states(ledger, { knownAt: (proof?.position ?? 0) - 1 })).toEqual([['current', 'collected']])
    expect(await states(ledger, { knownAt: proof?.position ?? 0 })).toEqual([['current', 'proved']])
    expect(await states(ledger, { knownAt: '2026-06-03 12:00Z' })).toEqual([['current', 'requested']])
  })

  it('shows what the scheduler has not asked for yet', async () => {
    const { ledger } = await lifeOfADelivery()
    await lived(ledger, [rolling('B', token, '2026-07-01')])
    expect(await states(ledger)).toEqual([['current', 'proved'], ['staged', 'notRequested']])
    expect(await replicas(ledger)).toMatchObject([{ upToDate: false }])
  })

  it('shows why a delivery failed, until another attempt is asked for', async () => {
    const { ledger, agent } = await lifeOfADelivery()
    await lived(ledger, [assigning('B', token)])
    await planned(ledger)
    await collected(ledger, agent, 1, 1)
    await failed(ledger, agent, 1, 1)
    const failures = async () => (await replicas(ledger)).flatMap(({ deliveries }) => deliveries[0]?.failure ?? null)
    expect(await failures()).toEqual([{ reason: 'HOOK_FAILED', detail: null, failedAt: instant('2026-06-06') }])
    ledger.clock.move(60_000)
    await planned(ledger)
    expect(await failures()).toEqual([null])
    expect(await states(ledger)).toEqual([['current', 'requested'], ['previous', 'proved']])
  })

  it('counts the alarms of a delivery through all its attempts, and those of a front end', async () => {
    const { ledger, agent } = await lifeOfADelivery()
    const again = () => collectKey(sealing(ledger), agent, { slot: tokenSlot, generation: 0, attempt: 1 })()
    await again()
    await again()
    await lived(ledger, [replicating(fe01, { force: true })])
    await again()
    expect(await replicas(ledger)).toMatchObject([{ alarms: 3, deliveries: [{ alarms: 3, attempt: 2 }] }])
    expect(await replicas(ledger, { at: '2026-06-05' })).toMatchObject([{ alarms: 0 }])
  })

  it('shows one front end alone, and refuses one that was not known then', async () => {
    const { ledger } = await lifeOfADelivery()
    await lived(ledger, [registering('fe02.contoso.com')])
    expect(await replicas(ledger)).toHaveLength(2)
    const { status } = await answers(ledger)
    expect(must(status({ fqdn: 'FE02.contoso.com' })).replicas).toMatchObject([{ replicaFqdn: 'fe02.contoso.com' }])
    expect(status({ fqdn: 'fe09.contoso.com' })).toEqual(
      E.left({ _tag: 'FrontEndNotKnownThen', fqdn: 'fe09.contoso.com' }),
    )
  })
})

describe('roll evidence', () => {
  const staged = async () => {
    const { ledger, agent } = await lifeOfADelivery()
    await lived(ledger, [registering('fe02.contoso.com'), rolling('B', token, '2026-07-01T12:00:00Z')])
    await planned(ledger)
    return { ledger, agent }
  }

  it('says who has proved a staged certificate, who has not, and who cannot', async () => {
    const { ledger, agent } = await staged()
    expect((await answers(ledger)).evidence()).toMatchObject([
      {
        type: 'OAuthTokenIssuer', identity: 'global', verdict: 'unproved',
        policy: { unproved: 'warn', marginMs: 3_600_000 }, decidedAt: instant('2026-07-01 11:00Z'),
        frontEnds: [
          { fqdn: fe01, proved: false, provedAt: null, state: 'requested', since: instant('2026-06-06') },
          { fqdn: 'fe02.contoso.com', proved: false, provedAt: null, state: 'noAgent' },
        ],
      },
    ])
    await collected(ledger, agent, 1, 1)
    await proved(ledger, agent, 1, 1)
    expect((await answers(ledger)).evidence()).toMatchObject([
      { verdict: 'proved', frontEnds: [{ proved: true, provedAt: instant('2026-06-06') }, { proved: false }] },
    ])
  })

  it('calls a roll late from the margin of its policy on', async () => {
    const { ledger } = await staged()
    const verdictAt = async (at: string) => (await answers(ledger, { at })).evidence().map(({ verdict }) => verdict)
    expect(await verdictAt('2026-07-01 10:59Z')).toEqual(['unproved'])
    expect(await verdictAt('2026-07-01 11:00Z')).toEqual(['late'])
    expect(await verdictAt('2026-07-01 12:00Z')).toEqual([])
    await lived(ledger, [settingPolicy(token, 'hold', '2h')])
    expect(await verdictAt('2026-07-01 10:00Z')).toEqual(['late'])
  })

  it('shows what was proved by then, and what was known by then', async () => {
    const { ledger, agent } = await staged()
    await lived(ledger, [clockAt('2026-06-10')])
    await collected(ledger, agent, 1, 1)
    await proved(ledger, agent, 1, 1)
    const verdicts = async (asked: Asked) => (await answers(ledger, asked)).evidence().map(({ verdict }) => verdict)
    expect(await verdicts({ at: '2026-06-09' })).toEqual(['unproved'])
    expect(await verdicts({ at: '2026-06-10' })).toEqual(['proved'])
    expect(await verdicts({ knownAt: '2026-06-09' })).toEqual(['unproved'])
  })
})
