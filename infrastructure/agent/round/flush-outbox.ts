import { E, type Either } from '../../../application/prelude.js'
import type { LedgerFault, StoreFault } from '../../../application/agents/agent-fault.js'
import type { AgentParts } from './agent-parts.js'
import { deliveryFacts } from './results.js'

const MOST_AT_ONCE = 50

/** Refusals that speak of what is reported, not of who reports. */
const isOfResult = (fault: LedgerFault): boolean =>
  fault._tag === 'LedgerRefused' && !/^(?:Agent|Unauthenticated|Forbidden|TooMany|FrontEnd)/.test(fault.problem)

type Flushed = Either<LedgerFault | StoreFault, void>

/**
 * Reports what waits, in its order, until the ledger has put it on record. A result that the ledger refuses for itself
 * is forgotten, with a word in the log: it would be refused for ever, and hold up those behind it.
 */
export const flushOutbox = async ({ outbox, client, tell }: AgentParts): Promise<Flushed> => {
  let atOnce = MOST_AT_ONCE
  for (let waiting = outbox.waiting(); waiting.length > 0; waiting = outbox.waiting()) {
    const results = waiting.slice(0, atOnce)
    const [first] = results
    const answer = await client.report(results)()
    if (E.isLeft(answer) && !isOfResult(answer.left)) return answer
    const recorded = E.isRight(answer) ? Math.min(Math.max(Math.trunc(answer.right.recorded), 0), results.length) : 0
    const isStuck = recorded === 0 && results.length === 1
    if (isStuck && first !== undefined)
      tell({ event: 'resultNotTaken', level: 'warning', facts: { ...deliveryFacts(first), outcome: first.outcome } })
    const forgotten = await outbox.forget(isStuck ? 1 : recorded)()
    if (E.isLeft(forgotten)) return forgotten
    atOnce = recorded === 0 && !isStuck ? 1 : MOST_AT_ONCE
  }
  return E.right(undefined)
}
