import { describe, expect, it } from 'vitest'
import { acceptDrift } from '../../../application/commands/accept-drift.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { repairDrift } from '../../../application/reactions/repair-drift.js'
import type { Services } from '../../../application/services.js'
import { collected, proved } from '../../support/ledger/agent-steps.js'
import { said } from '../../support/ledger/given.js'
import { alice, rivalOf } from '../../support/ledger/memory-ledger.js'
import { assigning, fe01, importing } from '../../support/ledger/sends.js'
import { watchedLedger, type WatchedLedger } from '../../support/ledger/watched-ledger.js'
import { must } from '../../support/log-reading.js'
import { byHand, placed } from '../../support/observed.js'

const token = 'OAuthTokenIssuer@global'
const again = [`ReplicationRequested ${fe01}-${token}-0`]
const minutes = (count: number): number => count * 60_000

const repaired = async ({ services }: { readonly services: Services }) => must(await repairDrift(services)()).map(said)

/** A is in force and proved on the front end, half an hour ago. */
const deployed = async (): Promise<WatchedLedger> => {
  const ledger = await watchedLedger(importing('A'), importing('B'), assigning('A', token))
  must(await planDeliveries(ledger.services)())
  await collected(ledger, ledger.agent, 1)
  await proved(ledger, ledger.agent, 1)
  await ledger.reports(placed('A'))
  ledger.clock.move(minutes(30))
  return ledger
}

describe('Repairing drift', () => {
  it('does nothing where nothing differs, and nothing about files that somebody else put there', async () => {
    const ledger = await deployed()
    expect(await repaired(ledger)).toEqual([])
    await ledger.reports(placed('A'), byHand('C'))
    expect(await repaired(ledger)).toEqual([])
  })

  it.each([
    ['is missing', []],
    ['was replaced', [placed('C')]],
    ['lost its key', [placed('A', 'current', { privateKey: 'missing' })]],
    ['cannot be read', [placed(null)]],
  ])('delivers again what %s, as another attempt that names the report', async (_what, entries) => {
    const ledger = await deployed()
    await ledger.reports(...entries)
    const report = (await ledger.events()).at(-1)
    expect(await repaired(ledger)).toEqual(again)
    expect((await ledger.events()).at(-1)).toMatchObject({
      type: 'ReplicationRequested',
      data: { because: 'drift', attempt: 2, as: 'current' },
      actor: { kind: 'scheduler' },
      $causationId: report?.id,
    })
    expect(await repaired(ledger)).toEqual([])
  })

  it('issues and assigns nothing anew', async () => {
    const ledger = await deployed()
    await ledger.reports()
    const types = async () =>
      (await ledger.events()).map(({ type }) => type).filter((type) => type !== 'ReplicationRequested')
    const before = await types()
    await repaired(ledger)
    expect(await types()).toEqual(before)
  })

  it('waits until a delivery that is under way was proved and reported on', async () => {
    const ledger = await deployed()
    await ledger.reports()
    await repaired(ledger)
    await collected(ledger, ledger.agent, 2)
    ledger.clock.move(minutes(5))
    expect(await repaired(ledger)).toEqual([])
    await proved(ledger, ledger.agent, 2)
    ledger.clock.move(minutes(30))
    expect(await repaired(ledger)).toEqual([])
    await ledger.reports(placed('A'))
    expect(await repaired(ledger)).toEqual([])
  })

  it('waits longer after each attempt that did not last', async () => {
    const ledger = await deployed()
    await ledger.reports()
    await repaired(ledger)
    await collected(ledger, ledger.agent, 2)
    await proved(ledger, ledger.agent, 2)
    await ledger.reports(placed('A'))
    await ledger.reports()
    ledger.clock.move(minutes(2) - 1)
    expect(await repaired(ledger)).toEqual([])
    ledger.clock.move(1)
    expect(await repaired(ledger)).toEqual(again)
  })

  it('leaves alone what somebody took responsibility for', async () => {
    const ledger = await deployed()
    await ledger.reports(placed('C'))
    const input = { fqdn: fe01, type: 'OAuthTokenIssuer', kind: 'foreign' }
    must(await acceptDrift.execute(ledger.services, input, { ...alice, reason: 'a test of the partner' })())
    expect(await repaired(ledger)).toEqual([])
  })

  it('leaves to the plan what was assigned a moment ago', async () => {
    const ledger = await deployed()
    must(await ledger.send(assigning('B', token)))
    ledger.clock.move(minutes(10))
    expect(await ledger.drift()).toMatchObject([{ kind: 'stale' }])
    expect(await repaired(ledger)).toEqual([])
  })

  it('asks once however many processes do it at the same time, and for one front end as for all', async () => {
    const ledger = await deployed()
    await ledger.reports()
    const rivals = [ledger, rivalOf(ledger, 2), rivalOf(ledger, 3)]
    await Promise.all(rivals.map(({ services }) => repairDrift(services, [ledger.agent.fqdn])()))
    const requests = (await ledger.events()).filter(({ type }) => type === 'ReplicationRequested')
    expect(requests).toHaveLength(2)
    expect(await repaired(ledger)).toEqual([])
  })
})
