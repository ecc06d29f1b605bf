import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collectKey } from '../../application/agents/collect.js'
import { proofText, type DeliveryResult } from '../../application/agents/protocol.js'
import { recordReport } from '../../application/agents/report.js'
import type { SpeakingAgent } from '../../application/agents/speaking-agent.js'
import { syncAnswer } from '../../application/agents/sync.js'
import { planDeliveries } from '../../application/reactions/plan-deliveries.js'
import { replication } from '../../domain/replication/decide.js'
import { replicationEvents, type ReplicationEvent } from '../../domain/replication/events.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import { slotText } from '../../domain/values/slot.js'
import { deliveryVersions, openDeliveries } from '../../projections/delivery-tables.js'
import { folded } from '../dsl/given.js'
import { sealing } from '../support/ledger/agent-steps.js'
import { meantKeys, openKeys } from '../support/ledger/deliveries.js'
import { enrolledAgent } from '../support/ledger/enrolled-agent.js'
import { goodSignature } from '../support/ledger/fake-sealer.js'
import { memoryLedger, type MemoryLedger, type Sent } from '../support/ledger/memory-ledger.js'
import {
  assigning, cancelling, destroying, importing, registering, removing, replicating, rolling, rollingBack,
} from '../support/ledger/sends.js'
import { must } from '../support/log-reading.js'
import { projected } from '../support/projected.js'

const token = 'OAuthTokenIssuer@global'
const fqdns = ['fe01.contoso.com', 'fe02.contoso.com']

type AgentStep = 'collect' | 'install' | 'prove' | 'lie' | 'fail' | 'collectTwice'
type Step =
  | { readonly kind: 'send'; readonly sent: Sent }
  | { readonly kind: 'agent'; readonly which: number; readonly does: AgentStep; readonly pick: number }
  | { readonly kind: 'plan' }
  | { readonly kind: 'move'; readonly minutes: number }

const sent: fc.Arbitrary<Sent> = fc.oneof(
  fc.constantFrom('A', 'B', 'C').map((name) => assigning(name, token, { force: true })),
  fc.constantFrom('A', 'B', 'C').map((name) => assigning(name, 'Default@fe01.contoso.com', { force: true })),
  fc.constantFrom('A', 'B', 'C').map((name) => rolling(name, token, '2026-06-20', { force: true })),
  fc.constantFrom('A', 'B').map((name) => destroying(name, { force: true })),
  fc.constantFrom('A', 'B').map((name) => importing(name, { force: true })),
  fc.constantFrom(
    cancelling(token), rollingBack(token, { force: true }), removing(token, { force: true }),
    removing(token, { previous: true }),
  ),
  fc.constantFrom(...fqdns).map((fqdn) => replicating(fqdn, { force: true })),
)

const does: fc.Arbitrary<AgentStep> = fc.constantFrom('collect', 'collect', 'install', 'prove', 'prove', 'lie', 'fail',
  'collectTwice')

const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: sent.map((command): Step => ({ kind: 'send', sent: command })), weight: 3 },
  {
    arbitrary: fc.record({ which: fc.nat(1), does, pick: fc.nat(5) }).map((said): Step => ({ kind: 'agent', ...said })),
    weight: 6,
  },
  { arbitrary: fc.constant<Step>({ kind: 'plan' }), weight: 2 },
  { arbitrary: fc.integer({ min: 0, max: 4_000 }).map((minutes): Step => ({ kind: 'move', minutes })), weight: 2 },
)

/** The agent asks what is meant, picks one delivery of it, and does something about it; a refusal is fine. */
const act = async (ledger: MemoryLedger, agent: SpeakingAgent, what: AgentStep, pick: number): Promise<void> => {
  const services = sealing(ledger)
  const { meant } = must(await syncAnswer(ledger.services, agent)())
  const entry = meant[pick % Math.max(meant.length, 1)]
  if (entry === undefined) return
  const at = ledger.clock.now()
  const { slot, generation, attempt } = entry
  const common = { slot, generation, attempt, at }
  const report = async (result: DeliveryResult) => { must(await recordReport(services, agent, [result])()) }
  const signature = goodSignature(proofText(agent.fqdn, entry))
  switch (what) {
    case 'collectTwice':
      await Promise.all([collectKey(services, agent, entry)(), collectKey(services, agent, entry)()])
      return
    case 'collect':
      await collectKey(services, agent, entry)()
      return
    case 'install':
      return report({ ...common, outcome: 'installed' })
    case 'prove':
      return report({ ...common, outcome: 'proved', signature, served: null })
    case 'lie':
      return report({ ...common, outcome: 'proved', signature: 'another', served: null })
    case 'fail':
      return report({ ...common, outcome: 'failed', reason: 'HOOK_FAILED', detail: null })
  }
}

const isOfReplication = (event: RecordedEvent<DomainEvent>): event is RecordedEvent<ReplicationEvent> =>
  Object.hasOwn(replicationEvents, event.type)

const lifeOf = async (steps: ReadonlyArray<Step>): Promise<MemoryLedger> => {
  const ledger = memoryLedger()
  for (const name of ['A', 'B', 'C']) must(await ledger.send(importing(name)))
  const agents: Array<SpeakingAgent> = []
  for (const fqdn of fqdns) {
    must(await ledger.send(registering(fqdn)))
    agents.push(await enrolledAgent(ledger, fqdn))
  }
  for (const one of steps) {
    if (one.kind === 'send') await ledger.send(one.sent)
    if (one.kind === 'plan') must(await planDeliveries(ledger.services)())
    if (one.kind === 'move') ledger.clock.move(one.minutes * 60_000)
    const agent = one.kind === 'agent' ? agents[one.which] : undefined
    if (one.kind === 'agent' && agent !== undefined) await act(ledger, agent, one.does, one.pick)
  }
  return ledger
}

/** Collections of one attempt, by delivery and attempt. */
const collections = (events: ReadonlyArray<RecordedEvent<DomainEvent>>): ReadonlyArray<string> =>
  events.flatMap((event) => (event.type === 'KeyCollected' ? [`${event.stream} ${String(event.data.attempt)}`] : []))

/** What the decider makes of a delivery, and the rows of the read side. */
const expectRowsAsDecided = (events: ReadonlyArray<RecordedEvent<DomainEvent>>): void => {
  const rows = projected(events)
  const ofReplication = events.filter(isOfReplication)
  for (const stream of new Set(ofReplication.map((event) => event.stream))) {
    const story = ofReplication.filter((event) => event.stream === stream)
    const state = folded(replication, story)
    const [first] = story
    if (first === undefined) throw new Error('a stream without events')
    const { fqdn, slot, generation } = first.data
    const equals = { fqdn, slot: slotText(slot), generation }
    const [open] = rows.find(openDeliveries, { equals })
    const [latest] = rows.find(deliveryVersions, { equals, orderBy: [['known_from', 'desc']], limit: 1 })
    if (state._tag === 'Open') {
      const { attempt, challenge, progress } = state
      expect(open).toMatchObject({ attempt, challenge, state: progress })
      expect(latest).toMatchObject({ attempt, challenge, state: progress })
    } else {
      expect([open, latest?.state]).toEqual([undefined, 'abandoned'])
    }
  }
}

describe('In whatever order people, agents and the scheduler act', () => {
  it('all that is meant has one open delivery, nothing is collected twice, rows say what decisions see', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const ledger = await lifeOf(steps)
        must(await planDeliveries(ledger.services)())
        expect(await openKeys(ledger)).toEqual(await meantKeys(ledger))
        expect(must(await planDeliveries(ledger.services)())).toEqual([])
        const events = await ledger.events()
        expect(new Set(collections(events)).size).toBe(collections(events).length)
        expectRowsAsDecided(events)
      }),
      { numRuns: 100 },
    )
  })
})
