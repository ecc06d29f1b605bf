import { describe, expect, it } from 'vitest'
import { E } from '../../../application/prelude.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { slotFromText } from '../../../domain/values/slot.js'
import { collected, failed, proved } from '../../support/ledger/agent-steps.js'
import { enrolledAgent } from '../../support/ledger/enrolled-agent.js'
import { lived, said } from '../../support/ledger/given.js'
import { memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, dry, importing, registering, replicating, rolling } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'

const token = 'OAuthTokenIssuer@global'
const fe01 = 'fe01.contoso.com'

const situation = async () => {
  const ledger = memoryLedger()
  await lived(ledger, [
    importing('A'), importing('B'), assigning('A', token), assigning('B', `Default@${fe01}`), registering(),
  ])
  return { ledger, agent: await enrolledAgent(ledger, fe01) }
}

const invoked = async (ledger: MemoryLedger, input = {}) =>
  must(await ledger.send(replicating(fe01, input))).events.map(said)

describe('Replicating to a front end', () => {
  it('asks for what was never asked for, and not for what waits to be collected', async () => {
    const { ledger } = await situation()
    expect(await invoked(ledger)).toEqual([
      `ReplicationRequested ${fe01}-${token}-0`,
      `ReplicationRequested ${fe01}-Default@${fe01}-0`,
    ])
    expect(await invoked(ledger)).toEqual([])
    expect(await invoked(ledger, { force: true })).toEqual([])
    expect(must(await planDeliveries(ledger.services)())).toEqual([])
  })

  it('asks at once again for what failed, without waiting', async () => {
    const { ledger, agent } = await situation()
    await invoked(ledger)
    await collected(ledger, agent, 1)
    await failed(ledger, agent, 1)
    expect(await invoked(ledger)).toEqual([`ReplicationRequested ${fe01}-${token}-0`])
  })

  it('asks for what is under way or proved only with force', async () => {
    const { ledger, agent } = await situation()
    await invoked(ledger)
    await collected(ledger, agent, 1)
    expect(await invoked(ledger)).toEqual([])
    await proved(ledger, agent, 1)
    expect(await invoked(ledger)).toEqual([])
    expect(await invoked(ledger, { force: true })).toEqual([`ReplicationRequested ${fe01}-${token}-0`])
    expect((await ledger.events()).at(-1)).toMatchObject({
      actor: { name: 'CONTOSO\\alice' }, data: { attempt: 2, because: 'invoked' },
    })
  })

  it('asks only for what is named', async () => {
    const { ledger } = await situation()
    expect(await invoked(ledger, { type: 'default' })).toEqual([`ReplicationRequested ${fe01}-Default@${fe01}-0`])
    expect(await invoked(ledger, { identity: 'global' })).toEqual([`ReplicationRequested ${fe01}-${token}-0`])
  })

  it('asks once for what is previous and staged again, also in a dry run', async () => {
    const { ledger } = await situation()
    await lived(ledger, [assigning('B', token), rolling('A', token, '2026-07-01')])
    const planned = must(await ledger.send(dry(replicating(fe01)))).events
    expect(planned.map(said)).toEqual(await invoked(ledger))
    expect(planned).toHaveLength(3)
  })

  it.each([
    [{ type: 'WebServicesExternal' }, `WebServicesExternal@${fe01}`],
    [{ type: 'Default', identity: 'fe02.contoso.com', force: true }, 'Default@fe02.contoso.com'],
  ])('is refused for a slot in which nothing is meant for it: %o', async (input, text) => {
    const { ledger } = await situation()
    expect(await ledger.send(replicating(fe01, input))).toEqual(
      E.left({ _tag: 'DeliveryNotRequested', fqdn: fe01, slot: slotFromText(text), generation: null }),
    )
  })

  it('is refused for a front end that is not registered', async () => {
    const { ledger } = await situation()
    expect(await ledger.send(replicating('fe09.contoso.com'))).toEqual(
      E.left({ _tag: 'FrontEndNotRegistered', fqdn: 'fe09.contoso.com' }),
    )
  })
})
