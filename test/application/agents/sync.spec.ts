import { describe, expect, it } from 'vitest'
import { syncAnswer } from '../../../application/agents/sync.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { instant } from '../../support/instants.js'
import { collected, failed, proved } from '../../support/ledger/agent-steps.js'
import { enrolledAgent } from '../../support/ledger/enrolled-agent.js'
import { lived } from '../../support/ledger/given.js'
import { memoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, importing, printOf, registering, removing, rolling } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const token = 'OAuthTokenIssuer@global'

const situation = async () => {
  const ledger = memoryLedger()
  await lived(ledger, [importing('A'), importing('B'), assigning('A', token), registering()])
  const agent = await enrolledAgent(ledger, 'fe01.contoso.com')
  const sync = async () => must(await syncAnswer(ledger.services, agent)())
  return { ledger, agent, sync }
}

describe('The answer to an agent that asks what is meant for it', () => {
  it('names everything with its place, and asks for the deliveries that nobody asked for yet', async () => {
    const { ledger, sync } = await situation()
    await lived(ledger, [rolling('B', token, '2026-07-01')])
    const { meant, fqdn, serverTime } = await sync()
    expect({ fqdn, serverTime }).toEqual({ fqdn: 'fe01.contoso.com', serverTime: ledger.clock.now() })
    expect(meant.map(({ place, thumbprint, generation, attempt, progress, effectiveAt }) =>
      [place, thumbprint, generation, attempt, progress, effectiveAt])).toEqual([
      ['current', printOf('A'), 0, 1, 'requested', null],
      ['staged', printOf('B'), 1, 1, 'requested', instant('2026-07-01')],
    ])
    expect(must(await planDeliveries(ledger.services)())).toEqual([])
  })

  it('is as of a position that rises, and records nothing the second time', async () => {
    const { ledger, sync } = await situation()
    const first = await sync()
    expect(first.position).toBe((await ledger.events()).length)
    expect((await sync()).position).toBe(first.position)
  })

  it('says how far each delivery came', async () => {
    const { ledger, agent, sync } = await situation()
    const progress = async () => (await sync()).meant.map((entry) => entry.progress)
    expect(await progress()).toEqual(['requested'])
    await collected(ledger, agent, 1)
    expect(await progress()).toEqual(['collected'])
    await failed(ledger, agent, 1)
    expect(await progress()).toEqual(['failed'])
    ledger.clock.move(60_000)
    expect(await progress()).toEqual(['requested'])
    await collected(ledger, agent, 2)
    await proved(ledger, agent, 2)
    expect(await progress()).toEqual(['proved'])
  })

  it('asks to come again sooner while something is to be done', async () => {
    const { ledger, agent, sync } = await situation()
    const busy = (await sync()).askAgainMs
    await collected(ledger, agent, 1)
    await proved(ledger, agent, 1)
    expect((await sync()).askAgainMs).toBeGreaterThan(busy)
  })

  it('leaves out what is not meant any more', async () => {
    const { ledger, sync } = await situation()
    await sync()
    await lived(ledger, [removing(token, { force: true })])
    expect((await sync()).meant).toEqual([])
  })

  it('names a certificate that is previous and staged again twice, as one delivery', async () => {
    const { ledger, sync } = await situation()
    await lived(ledger, [assigning('B', token), rolling('A', token, '2026-07-01')])
    const { meant } = await sync()
    expect(meant.map(({ place, generation }) => [place, generation])).toEqual([
      ['current', 1], ['previous', 2], ['staged', 2],
    ])
    expect((await ledger.events()).filter(({ type }) => type === 'ReplicationRequested')).toHaveLength(2)
  })
})
