import { collectKey } from '../../../application/agents/collect.js'
import { proofText, type DeliveryResult } from '../../../application/agents/protocol.js'
import { recordReport } from '../../../application/agents/report.js'
import type { SpeakingAgent } from '../../../application/agents/speaking-agent.js'
import { replication } from '../../../domain/replication/decide.js'
import { replicationStream } from '../../../domain/streams.js'
import { must } from '../log-reading.js'
import { tokenSlot } from '../slot-builders.js'
import { fakeSealer, goodSignature } from './fake-sealer.js'
import type { MemoryLedger } from './memory-ledger.js'

/** The services of a ledger, with seals that can be looked through. */
export const sealing = ({ services }: MemoryLedger) => ({ ...services, keySealer: fakeSealer })

/** Which delivery is meant: the first one to the token slot, unless another generation is said. */
const delivery = (attempt: number, generation: number) => ({ slot: tokenSlot, generation, attempt })

/** The agent collects an attempt; a refusal is a mistake of the test. */
export const collected = async (ledger: MemoryLedger, agent: SpeakingAgent, attempt: number, generation = 0) =>
  must(await collectKey(sealing(ledger), agent, delivery(attempt, generation))())

const reported = async (ledger: MemoryLedger, agent: SpeakingAgent, result: DeliveryResult): Promise<void> => {
  must(await recordReport(sealing(ledger), agent, [result])())
}

/** What a good proof of the present attempt is signed over. */
export const challengeText = async (ledger: MemoryLedger, { fqdn }: SpeakingAgent, generation = 0): Promise<string> => {
  const { state } = must(await ledger.services.load(replication, replicationStream(fqdn, tokenSlot, generation))())
  if (state._tag !== 'Open') throw new Error('not open')
  const { challenge, certificate: { thumbprintSha256 } } = state
  return proofText(fqdn, { slot: tokenSlot, generation, challenge, thumbprintSha256 })
}

/** The agent reports a proof that holds. */
export const proved = async (ledger: MemoryLedger, agent: SpeakingAgent, attempt: number, generation = 0) => {
  const signature = goodSignature(await challengeText(ledger, agent, generation))
  const at = ledger.clock.now()
  await reported(ledger, agent, { ...delivery(attempt, generation), outcome: 'proved', at, signature, served: null })
}

/** The agent reports that it could not install what it collected. */
export const failed = (ledger: MemoryLedger, agent: SpeakingAgent, attempt: number, generation = 0): Promise<void> =>
  reported(ledger, agent, {
    ...delivery(attempt, generation), outcome: 'failed', at: ledger.clock.now(), reason: 'HOOK_FAILED', detail: null,
  })
