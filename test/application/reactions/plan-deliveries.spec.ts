import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callsForPlanning, planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import type { Services } from '../../../application/services.js'
import { meantKeys, openKeys } from '../../support/ledger/deliveries.js'
import { arbitraryLife } from '../../support/ledger/arbitrary-life.js'
import { clockAt, lived, said } from '../../support/ledger/given.js'
import { memoryLedger, rivalOf, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import {
  askedAs, assigning, destroying, importing, registering, removing, rolling, rollingBack,
} from '../../support/ledger/sends.js'
import { HOUR_MS } from '../../support/instants.js'
import { must } from '../../support/log-reading.js'
import { enrolledAgent } from '../../support/ledger/enrolled-agent.js'
import { collected, failed, proved } from '../../support/ledger/agent-steps.js'

const token = 'OAuthTokenIssuer@global'
const fe02 = 'fe02.contoso.com'
const inForce = [importing('A'), importing('B'), assigning('A', token)]

const planned = async ({ services }: { readonly services: Services }) =>
  must(await planDeliveries(services)()).map(said)

const ledgerWith = async (...earlier: Parameters<typeof lived>[1]): Promise<MemoryLedger> => {
  const ledger = memoryLedger()
  await lived(ledger, earlier)
  return ledger
}

const requests = async (ledger: MemoryLedger) =>
  (await ledger.events()).flatMap((event) => (event.type === 'ReplicationRequested' ? [event] : []))

describe('Planning deliveries', () => {
  it('asks for what is in force on every registered front end, once', async () => {
    const ledger = await ledgerWith(...inForce, registering(), registering(fe02))
    expect((await planned(ledger)).toSorted()).toEqual([
      `ReplicationRequested fe01.contoso.com-${token}-0`,
      `ReplicationRequested ${fe02}-${token}-0`,
    ])
    expect(await planned(ledger)).toEqual([])
  })

  it('says which event each delivery follows from, on whose behalf, and under which ticket', async () => {
    const ledger = await ledgerWith(registering(), importing('A'), askedAs(assigning('A', token), { ticket: 'CHG-7' }))
    await planned(ledger)
    const assigned = (await ledger.events()).find(({ type }) => type === 'CertificateAssigned')
    const [request] = await requests(ledger)
    expect(request).toMatchObject({
      $causationId: assigned?.id,
      $correlationId: assigned?.$correlationId,
      actor: { kind: 'scheduler', name: 'certledger', onBehalfOf: 'CONTOSO\\alice' },
      origin: { face: 'scheduler', address: null },
      ticket: 'CHG-7',
      data: { because: 'assigned', attempt: 1, as: 'current', generation: 0 },
    })
  })

  it('asks for everything in force when a front end is registered', async () => {
    const ledger = await ledgerWith(
      ...inForce, registering(fe02), rolling('B', token, '2026-07-01'), assigning('B', 'Default@fe01.contoso.com'),
      registering(),
    )
    await planned(ledger)
    const ofFe01 = (await requests(ledger)).filter(({ data }) => data.fqdn === 'fe01.contoso.com')
    expect(ofFe01.map(({ data: { slot, as, because } }) => [slot.role, as, because])).toEqual([
      ['OAuthTokenIssuer', 'current', 'registered'],
      ['OAuthTokenIssuer', 'staged', 'registered'],
      ['Default', 'current', 'registered'],
    ])
    expect(await requests(ledger)).toHaveLength(5)
  })

  it('delivers a staged certificate ahead, and nothing more when it takes effect', async () => {
    const ledger = await ledgerWith(...inForce, registering(), rolling('B', token, '2026-07-01'))
    expect(await planned(ledger)).toHaveLength(2)
    await lived(ledger, [clockAt('2026-07-02')])
    expect(await planned(ledger)).toEqual([])
  })

  it('delivers nothing anew for a rollback', async () => {
    const ledger = await ledgerWith(...inForce, registering(), assigning('B', token))
    expect(await planned(ledger)).toHaveLength(2)
    await lived(ledger, [rollingBack(token)])
    expect(await planned(ledger)).toEqual([])
  })

  it('gives up what is not meant any more', async () => {
    const ledger = await ledgerWith(...inForce, registering())
    await planned(ledger)
    await lived(ledger, [removing(token, { force: true })])
    expect(await planned(ledger)).toEqual([`ReplicationAbandoned fe01.contoso.com-${token}-0`])
    expect(await planned(ledger)).toEqual([])
  })

  it('gives up a previous certificate once it has expired', async () => {
    const ledger = await ledgerWith(
      importing({ name: 'A', facts: { notAfter: '2026-08-01T00:00:00.000Z' as never } }), importing('B'),
      assigning('A', token), assigning('B', token), registering(),
    )
    expect(await planned(ledger)).toHaveLength(2)
    await lived(ledger, [clockAt('2026-08-02')])
    expect(await planned(ledger)).toEqual([`ReplicationAbandoned fe01.contoso.com-${token}-0`])
  })

  it('never delivers a certificate whose private key is not kept, and does once it is', async () => {
    const ledger = await ledgerWith(...inForce, registering())
    await planned(ledger)
    await lived(ledger, [destroying('A', { force: true })])
    expect(await planned(ledger)).toEqual([`ReplicationAbandoned fe01.contoso.com-${token}-0`])
    await lived(ledger, [importing('A', { force: true })])
    expect(await planned(ledger)).toEqual([`ReplicationRequested fe01.contoso.com-${token}-0`])
    expect((await requests(ledger)).map(({ data }) => data.attempt)).toEqual([1, 2])
  })

  it('lets what no agent has collected wait, for ever', async () => {
    const ledger = await ledgerWith(...inForce, registering())
    await planned(ledger)
    await lived(ledger, [clockAt('2027-01-01')])
    expect(await planned(ledger)).toEqual([])
  })

  it('asks again for what failed: after a minute, then after two, and at last every hour', async () => {
    const ledger = await ledgerWith(...inForce, registering())
    const agent = await enrolledAgent(ledger, 'fe01.contoso.com')
    await planned(ledger)
    const waits: Array<number> = []
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      await collected(ledger, agent, attempt)
      await failed(ledger, agent, attempt)
      let waited = 0
      while ((await planned(ledger)).length === 0) {
        ledger.clock.move(60_000)
        waited += 1
      }
      waits.push(waited)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    const causes = (await requests(ledger)).map(({ data }) => data.because)
    expect(causes).toEqual(['registered', ...Array.from({ length: 8 }, () => 'failed')])
  })

  it('asks again for what was collected and not proved within a quarter of an hour', async () => {
    const ledger = await ledgerWith(...inForce, registering())
    const agent = await enrolledAgent(ledger, 'fe01.contoso.com')
    await planned(ledger)
    await collected(ledger, agent, 1)
    ledger.clock.move(15 * 60_000 - 1)
    expect(await planned(ledger)).toEqual([])
    ledger.clock.move(1)
    expect(await planned(ledger)).toEqual([`ReplicationRequested fe01.contoso.com-${token}-0`])
    const last = (await requests(ledger)).at(-1)
    const collection = (await ledger.events()).find(({ type }) => type === 'KeyCollected')
    expect(last).toMatchObject({ data: { because: 'overdue', attempt: 2 }, $causationId: collection?.id })
  })

  it('asks for nothing again that was proved', async () => {
    const ledger = await ledgerWith(...inForce, registering())
    const agent = await enrolledAgent(ledger, 'fe01.contoso.com')
    await planned(ledger)
    await collected(ledger, agent, 1)
    await proved(ledger, agent, 1)
    ledger.clock.move(100 * HOUR_MS)
    expect(await planned(ledger)).toEqual([])
  })

  it('draws another challenge for every attempt', async () => {
    const ledger = await ledgerWith(...inForce, registering(), registering(fe02))
    await planned(ledger)
    const challenges = (await requests(ledger)).map(({ data }) => data.challenge)
    expect(new Set(challenges).size).toBe(challenges.length)
  })

  it('says everything once, however many processes plan at the same time', async () => {
    const ledger = await ledgerWith(...inForce, registering(), registering(fe02), rolling('B', token, '2026-07-01'))
    const rivals = [ledger, rivalOf(ledger, 1), rivalOf(ledger, 2), rivalOf(ledger, 3)]
    await Promise.all(rivals.map((rival) => planned(rival)))
    expect(await requests(ledger)).toHaveLength(4)
    expect(await planned(ledger)).toEqual([])
  })

  it('plans for a thousand front ends in one go', async () => {
    const fqdns = Array.from({ length: 1_000 }, (_, n) => `fe${String(n)}.contoso.com`)
    const ledger = await ledgerWith(...inForce, ...fqdns.map((fqdn) => registering(fqdn)))
    expect(await planned(ledger)).toHaveLength(1_000)
    expect(await planned(ledger)).toEqual([])
  })
})

describe('In any life of a ledger', () => {
  it('planning gives every front end one open delivery for everything meant, and a second time nothing', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLife, async (life) => {
        const ledger = memoryLedger()
        for (const { movesHours, sent } of life) {
          ledger.clock.move(movesHours * HOUR_MS)
          await ledger.send(sent)
          if (movesHours % 3 === 0) await planned(ledger)
        }
        await planned(ledger)
        expect(await openKeys(ledger)).toEqual(await meantKeys(ledger))
        expect(await planned(ledger)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

describe('An event calls for planning', () => {
  it('where it changes what is meant, and not where an agent goes on with what is', () => {
    for (const type of ['CertificateAssigned', 'FrontEndRegistered', 'PrivateKeyDestroyed'] as const) {
      expect(callsForPlanning({ type })).toBe(true)
    }
    for (const type of ['ReplicationRequested', 'KeyCollected', 'PossessionProved', 'StoreObserved'] as const) {
      expect(callsForPlanning({ type })).toBe(false)
    }
  })
})
