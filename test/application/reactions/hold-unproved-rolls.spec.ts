import { describe, expect, it } from 'vitest'
import { holdUnprovedRolls } from '../../../application/reactions/hold-unproved-rolls.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { E, TE } from '../../../application/prelude.js'
import { instant } from '../../support/instants.js'
import { collected, proved } from '../../support/ledger/agent-steps.js'
import { enrolledAgent } from '../../support/ledger/enrolled-agent.js'
import { clockAt, lived, said } from '../../support/ledger/given.js'
import { memoryLedger, rivalOf, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import {
  assigning, importing, registering, rescheduling, rolling, settingPolicy,
} from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const token = 'OAuthTokenIssuer@global'
const effectiveAt = '2026-07-01 12:00Z'

const held = async ({ services }: MemoryLedger) => must(await holdUnprovedRolls(services)()).map(said)

/** A roll staged for noon, on two front ends with an agent and one without. */
const staged = async (unproved: string, margin?: string) => {
  const ledger = memoryLedger()
  await lived(ledger, [
    importing('A'), importing('B'), assigning('A', token),
    registering(), registering('fe02.contoso.com'), registering('fe03.contoso.com'),
    rolling('B', token, '2026-07-01T12:00:00Z'), settingPolicy(token, unproved, margin),
  ])
  const agents = [await enrolledAgent(ledger, 'fe01.contoso.com'), await enrolledAgent(ledger, 'fe02.contoso.com')]
  must(await planDeliveries(ledger.services)())
  return { ledger, agents }
}

const proveOn = async (ledger: MemoryLedger, agent: Awaited<ReturnType<typeof enrolledAgent>>) => {
  await collected(ledger, agent, 1, 1)
  await proved(ledger, agent, 1, 1)
}

describe('A roll that is not proved in time', () => {
  it('is put off by a day where the policy is to hold, from the margin on and not before', async () => {
    const { ledger } = await staged('hold')
    await lived(ledger, [clockAt('2026-07-01 10:59Z')])
    expect(await held(ledger)).toEqual([])
    await lived(ledger, [clockAt('2026-07-01 11:00Z')])
    expect(await held(ledger)).toEqual([`RollRescheduled ${token}`])
    expect((await ledger.events()).at(-1)).toMatchObject({
      actor: { kind: 'scheduler', name: 'certledger', onBehalfOf: 'CONTOSO\\alice' },
      reason: 'not proved by fe01.contoso.com, fe02.contoso.com',
      data: { formerlyAt: instant(effectiveAt), effectiveAt: instant('2026-07-02 12:00Z') },
    })
  })

  it('follows from what planned it', async () => {
    const { ledger } = await staged('hold')
    const plan = (await ledger.events()).find(({ type }) => type === 'RollScheduled')
    await lived(ledger, [clockAt('2026-07-01 11:30Z')])
    await held(ledger)
    expect((await ledger.events()).at(-1)).toMatchObject({
      $causationId: plan?.id, $correlationId: plan?.$correlationId,
    })
  })

  it('is put off again and again, a day each time, until it is proved', async () => {
    const { ledger, agents } = await staged('hold', '2h')
    for (const day of ['01', '02', '03']) {
      await lived(ledger, [clockAt(`2026-07-${day} 10:00Z`)])
      expect(await held(ledger)).toHaveLength(1)
      expect(await held(ledger)).toEqual([])
    }
    for (const agent of agents) await proveOn(ledger, agent)
    await lived(ledger, [clockAt('2026-07-04 11:00Z')])
    expect(await held(ledger)).toEqual([])
  })

  it('names only those who have an agent and have not proved it', async () => {
    const { ledger, agents } = await staged('hold')
    const [first] = agents
    if (first !== undefined) await proveOn(ledger, first)
    await lived(ledger, [clockAt('2026-07-01 11:30Z')])
    await held(ledger)
    expect((await ledger.events()).at(-1)?.reason).toBe('not proved by fe02.contoso.com')
  })

  it.each(['warn', 'proceed'])('takes effect where the policy is to %s', async (unproved) => {
    const { ledger } = await staged(unproved)
    await lived(ledger, [clockAt('2026-07-01 11:59Z')])
    expect(await held(ledger)).toEqual([])
  })

  it('takes effect once its instant has come', async () => {
    const { ledger } = await staged('hold')
    await lived(ledger, [clockAt('2026-07-01 12:00Z')])
    expect(await held(ledger)).toEqual([])
  })

  it('takes effect where no front end has an agent', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [
      importing('A'), importing('B'), assigning('A', token), registering(),
      rolling('B', token, '2026-07-01T12:00:00Z'), settingPolicy(token, 'hold'), clockAt('2026-07-01 11:30Z'),
    ])
    expect(await held(ledger)).toEqual([])
  })

  it('is put off once by any number of processes', async () => {
    const { ledger } = await staged('hold')
    await lived(ledger, [clockAt('2026-07-01 11:30Z')])
    const rivals = [ledger, rivalOf(ledger, 1), rivalOf(ledger, 2)]
    await Promise.all(rivals.map(held))
    expect((await ledger.events()).filter(({ type }) => type === 'RollRescheduled')).toHaveLength(1)
  })

  it('keeps the date that a person gave it meanwhile', async () => {
    const { ledger } = await staged('hold')
    await lived(ledger, [clockAt('2026-07-01 11:30Z')])
    const rolls = must(await ledger.services.lookup.rollsToHold(ledger.clock.now())())
    await lived(ledger, [rescheduling(token, '2026-07-10')])
    const lookup = { ...ledger.services.lookup, rollsToHold: () => TE.right(rolls) }
    expect(must(await holdUnprovedRolls({ ...ledger.services, lookup })())).toEqual([])
  })

  it('says what a postponement overrides, and takes effect where it cannot be put off', async () => {
    const ledger = memoryLedger()
    await lived(ledger, [
      importing({ name: 'A', facts: { notAfter: instant('2026-07-02 12:00Z') } }),
      importing({ name: 'B', facts: { notAfter: instant('2026-07-03') } }),
      assigning('A', token), registering(), rolling('B', token, '2026-07-01T12:00:00Z'), settingPolicy(token, 'hold'),
    ])
    await enrolledAgent(ledger, 'fe01.contoso.com')
    must(await planDeliveries(ledger.services)())
    await lived(ledger, [clockAt('2026-07-01 11:30Z')])
    await held(ledger)
    expect((await ledger.events()).at(-1)).toMatchObject({ data: { overridden: ['OverlapTooShort'] } })
    await lived(ledger, [clockAt('2026-07-02 11:30Z')])
    expect(await holdUnprovedRolls(ledger.services)()).toMatchObject(E.left({ _tag: 'EffectiveDateOutsideValidity' }))
  })
})

describe('The next instant at which something may have to be done', () => {
  it('is that of a decision, of a roll, or of another attempt, whichever comes first', async () => {
    const { ledger, agents } = await staged('hold', '2h')
    const next = async () => must(await ledger.services.lookup.nextReaction(ledger.clock.now())())
    expect(await next()).toBe(instant('2026-07-01 10:00Z'))
    await lived(ledger, [clockAt('2026-07-01 10:00Z')])
    expect(await next()).toBe(instant(effectiveAt))
    const [agent] = agents
    if (agent !== undefined) await collected(ledger, agent, 1, 1)
    expect(await next()).toBe(instant('2026-07-01 10:15Z'))
  })

  it('is none in an empty ledger', async () => {
    const ledger = memoryLedger()
    expect(must(await ledger.services.lookup.nextReaction(ledger.clock.now())())).toBeNull()
  })
})
