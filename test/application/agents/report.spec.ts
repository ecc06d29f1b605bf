import { describe, expect, it } from 'vitest'
import type { DeliveryResult } from '../../../application/agents/protocol.js'
import { recordReport } from '../../../application/agents/report.js'
import type { SpeakingAgent } from '../../../application/agents/speaking-agent.js'
import { E } from '../../../application/prelude.js'
import { planDeliveries } from '../../../application/reactions/plan-deliveries.js'
import { instant } from '../../support/instants.js'
import { challengeText, collected, sealing } from '../../support/ledger/agent-steps.js'
import { breakableLog, logLost } from '../../support/ledger/disturbances.js'
import { enrolledAgent } from '../../support/ledger/enrolled-agent.js'
import { goodSignature } from '../../support/ledger/fake-sealer.js'
import { lived } from '../../support/ledger/given.js'
import { memoryLedger, type MemoryLedger } from '../../support/ledger/memory-ledger.js'
import { assigning, importing, registering, removing } from '../../support/ledger/sends.js'
import { must } from '../../support/log-reading.js'
import { tokenSlot } from '../../support/slot-builders.js'

const token = 'OAuthTokenIssuer@global'
const delivery = { slot: tokenSlot, generation: 0, attempt: 1 }
const earlier = instant('2026-06-01 11:00Z')

type Situation = { readonly ledger: MemoryLedger; readonly agent: SpeakingAgent }

const handedOut = async (ledger: MemoryLedger = memoryLedger()): Promise<Situation> => {
  await lived(ledger, [importing('A'), assigning('A', token), registering()])
  const agent = await enrolledAgent(ledger, 'fe01.contoso.com')
  must(await planDeliveries(ledger.services)())
  await collected(ledger, agent, 1)
  return { ledger, agent }
}

const installed: DeliveryResult = { ...delivery, outcome: 'installed', at: earlier }
const failure: DeliveryResult = { ...delivery, outcome: 'failed', at: earlier, reason: 'HOOK_FAILED', detail: 'exit 1' }

const proof = async ({ ledger, agent }: Situation, signature?: string): Promise<DeliveryResult> => ({
  ...delivery,
  outcome: 'proved',
  at: earlier,
  signature: signature ?? goodSignature(await challengeText(ledger, agent)),
  served: 'fe01.contoso.com:443',
})

const report = ({ ledger, agent }: Situation, ...results: ReadonlyArray<DeliveryResult>) =>
  recordReport(sealing(ledger), agent, results)()

const last = async ({ ledger }: Situation) => (await ledger.events()).at(-1)

describe('A report', () => {
  it('records in order what became of a delivery, with the instants of the agent and those of the ledger', async () => {
    const situation = await handedOut()
    const before = (await situation.ledger.events()).length
    expect(must(await report(situation, installed, await proof(situation)))).toEqual({ recorded: 2 })
    const added = (await situation.ledger.events()).slice(before)
    expect(added.map(({ type }) => type)).toEqual(['CertificateInstalled', 'PossessionProved'])
    expect(added[0]).toMatchObject({ data: { installedAt: earlier, reportedAt: situation.ledger.clock.now() } })
    expect(added[1]).toMatchObject({ data: { provedAt: earlier, served: 'fe01.contoso.com:443' } })
  })

  it('follows from the request of the delivery, by the agent', async () => {
    const situation = await handedOut()
    const request = (await situation.ledger.events()).find(({ type }) => type === 'ReplicationRequested')
    must(await report(situation, installed))
    expect(await last(situation)).toMatchObject({
      $causationId: request?.id,
      $correlationId: request?.$correlationId,
      actor: { kind: 'agent', name: 'fe01.contoso.com' },
    })
  })

  it('said twice is recorded once', async () => {
    const situation = await handedOut()
    const results = [installed, await proof(situation)]
    must(await report(situation, ...results))
    const events = await situation.ledger.events()
    expect(must(await report(situation, ...results))).toEqual({ recorded: 2 })
    expect(await situation.ledger.events()).toEqual(events)
  })

  it('with a signature of something else is a failure on record', async () => {
    for (const signature of ['', 'x', goodSignature('another challenge')]) {
      const situation = await handedOut()
      must(await report(situation, await proof(situation, signature)))
      expect(await last(situation)).toMatchObject({ type: 'InstallationFailed', data: { reason: 'PROOF_INVALID' } })
    }
  })

  it('does not count as a proof again for a later attempt', async () => {
    const situation = await handedOut()
    const { ledger } = situation
    const old = await proof(situation)
    must(await report(situation, failure))
    ledger.clock.move(60_000)
    must(await planDeliveries(ledger.services)())
    await collected(ledger, situation.agent, 2)
    const events = await ledger.events()
    expect(must(await report(situation, old))).toEqual({ recorded: 1 })
    expect(await ledger.events()).toEqual(events)
    must(await report(situation, { ...old, attempt: 2 }))
    expect(await last(situation)).toMatchObject({ type: 'InstallationFailed', data: { reason: 'PROOF_INVALID' } })
  })

  it('of what was never collected, or not asked for, or given up, is forgotten', async () => {
    const situation = await handedOut()
    const { ledger } = situation
    const events = await ledger.events()
    const elsewhere: DeliveryResult = { ...installed, generation: 7 }
    const ahead: DeliveryResult = { ...installed, attempt: 5 }
    expect(must(await report(situation, elsewhere, ahead))).toEqual({ recorded: 2 })
    expect(await ledger.events()).toEqual(events)
    await lived(ledger, [removing(token, { force: true })])
    must(await planDeliveries(ledger.services)())
    expect(must(await report(situation, installed))).toEqual({ recorded: 1 })
    expect((await last(situation))?.type).toBe('ReplicationAbandoned')
  })

  it('keeps of a failure a code and one line, and nothing that looks like a key', async () => {
    const situation = await handedOut()
    must(await report(situation, { ...failure, reason: 'rm -rf', detail: `a\u001B[2J\r\nb${'x'.repeat(999)}` }))
    const event = await last(situation)
    expect(event).toMatchObject({ type: 'InstallationFailed', data: { reason: 'UNKNOWN' } })
    const detail = event?.type === 'InstallationFailed' ? event.data.detail : null
    expect(detail).toMatch(/^a \[2J bx+$/)
    expect(detail).toHaveLength(500)
  })

  it('whose detail holds a private key is recorded without it', async () => {
    const situation = await handedOut()
    const pem = '-----BEGIN PRIVATE KEY----- MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g'
    must(await report(situation, { ...failure, detail: pem }))
    expect(await last(situation)).toMatchObject({ data: { reason: 'HOOK_FAILED', detail: null } })
  })

  it('counts what is on record where the log fails midway, and is an error where nothing is', async () => {
    const { eventLog, state } = breakableLog()
    const situation = await handedOut(memoryLedger({ eventLog }))
    state.broken = 'replication'
    expect(await report(situation, installed)).toEqual(E.left(logLost))
    state.broken = null
    const forgotten: DeliveryResult = { ...installed, generation: 7 }
    state.broken = 'replication'
    expect(await report(situation, forgotten, installed)).toEqual(E.right({ recorded: 1 }))
  })
})
