import type { SyncAnswer } from '../../../application/agents/protocol.js'
import { E, type Either } from '../../../application/prelude.js'
import type { Instant } from '../../../domain/values/instant.js'
import type { AgentFault } from '../../../application/agents/agent-fault.js'
import type { AgentParts } from './agent-parts.js'
import { applyMeant } from './apply-meant.js'
import { keepStore } from './change-places.js'
import { flushOutbox } from './flush-outbox.js'

/** Beyond this the clock of the machine is told to be wrong, in ms. */
const SKEW_MS = 30_000

/** What is done leads to more that is to be done, a few times at most. */
const MOST_PASSES = 3

type Round = Either<AgentFault, { readonly askAgainMs: number }>

const isWrong = (aheadMs: number | null): boolean => Math.abs(aheadMs ?? 0) > SKEW_MS

/** Takes the ledger's time over, and tells when this machine's clock turns out to be wrong, or right again. */
const learnt = ({ clock, tell }: AgentParts, serverTime: Instant, isFirst: boolean): void => {
  const before = isWrong(clock.aheadMs())
  clock.learn(serverTime)
  const aheadMs = clock.aheadMs()
  if (isWrong(aheadMs) !== before || (isFirst && isWrong(aheadMs)))
    tell({ event: 'clockDiffers', level: 'warning', facts: { aheadMs } })
}

const started = async (parts: AgentParts): Promise<Either<AgentFault, void>> => {
  const { client } = parts
  if (client.isStarted()) return E.right(undefined)
  const answer = await client.start()()
  if (E.isLeft(answer)) return answer
  learnt(parts, answer.right.serverTime, true)
  return E.right(undefined)
}

const synced = async (parts: AgentParts): Promise<Either<AgentFault, SyncAnswer>> => {
  const { client, clock, observe, keepContact, tell } = parts
  const entries = await observe()()
  if (E.isLeft(entries)) return entries
  const answer = await client.sync(entries.right)()
  if (E.isLeft(answer)) return answer
  const { serverTime, position } = answer.right
  learnt(parts, serverTime, false)
  const kept = await keepContact({ at: serverTime, position, aheadMs: clock.aheadMs() ?? 0 })()
  if (E.isLeft(kept)) tell({ event: 'contactNotKept', level: 'warning', facts: { reason: kept.left.reason } })
  return answer
}

const talked = async (parts: AgentParts): Promise<Round> => {
  for (let pass = 1; ; pass += 1) {
    const flushed = await flushOutbox(parts)
    if (E.isLeft(flushed)) return flushed
    const answer = await synced(parts)
    if (E.isLeft(answer)) return answer
    const applied = await applyMeant(parts, answer.right.meant)
    const reported = await flushOutbox(parts)
    if (E.isLeft(applied)) return applied
    if (E.isLeft(reported)) return reported
    if (!applied.right || pass >= MOST_PASSES) return E.right({ askAgainMs: answer.right.askAgainMs })
  }
}

const isUnknownSession = (round: Round): boolean =>
  E.isLeft(round) && round.left._tag === 'LedgerRefused' && round.left.problem === 'AgentSessionUnknown'

/**
 * One round of an agent: what needs no server first, then what is meant is asked, brought about, proved and reported.
 * A server that was started anew is greeted anew, once. Whatever was done before a fault stays done; repeat: nothing.
 */
export const workRound = async (parts: AgentParts): Promise<Round> => {
  await keepStore(parts)
  for (let greeting = 1; ; greeting += 1) {
    const greeted = await started(parts)
    const round = E.isLeft(greeted) ? greeted : await talked(parts)
    if (greeting > 1 || !isUnknownSession(round)) return round
  }
}
