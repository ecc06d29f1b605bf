import { E, type Either } from '../../../application/prelude.js'
import type { AgentFault } from '../../../application/agents/agent-fault.js'
import type { AgentParts } from './agent-parts.js'
import { nextSwitchMs } from './change-places.js'
import { workRound } from './work-round.js'

const FIRST_MS = 1_000
const LONGEST_MS = 300_000
const SOONEST_MS = 1_000

/** Another process, or another machine, speaks for this agent: to go on would only add to the confusion. */
const FATAL = ['AgentInstanceSuperseded', 'AgentOnOtherMachine']

/** How a waiting agent passes the time. `random` gives a number from 0 to 1. */
export type Waiting = {
  readonly sleep: (ms: number) => Promise<void>
  readonly random: () => number
  readonly stop: AbortSignal
}

/** How long to wait after so many failures one after the other, in ms: doubled each time, half of it by chance. */
export const backoffMs = (failures: number, random: number): number => {
  const most = Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 20), LONGEST_MS)
  return Math.max(FIRST_MS, Math.round(most * (0.5 + random / 2)))
}

/** How long to wait before the ledger is asked again, in ms: what it said, a tenth more or less by chance. */
export const pollMs = (askAgainMs: number, random: number): number => {
  const asked = Number.isFinite(askAgainMs) ? askAgainMs : LONGEST_MS
  return Math.round(Math.min(Math.max(asked, SOONEST_MS), LONGEST_MS) * (0.9 + random / 5))
}

/** Whoever waits to be confirmed asks more often: a person sits there and waits as well. */
const LONGEST_UNCONFIRMED_MS = 15_000

const isNotEnrolled = (fault: AgentFault): boolean =>
  fault._tag === 'LedgerRefused' && fault.problem === 'AgentNotEnrolled'

const isFatal = (fault: AgentFault): boolean => fault._tag === 'LedgerRefused' && FATAL.includes(fault.problem)

/** An agent that was enrolled once, and is no more, was ended: nobody waits for it. */
const afterFault = (fault: AgentFault, wasHeard: boolean, failures: number, random: number): number =>
  Math.min(backoffMs(failures, random), isNotEnrolled(fault) && !wasHeard ? LONGEST_UNCONFIRMED_MS : LONGEST_MS)

const tellFault = ({ tell }: AgentParts, fault: AgentFault, againMs: number): void => {
  const { _tag, ...facts } = fault
  tell({ event: _tag, level: _tag === 'LedgerNotTrusted' ? 'alarm' : 'warning', facts: { ...facts, againMs } })
}

/**
 * Works until it is asked to stop. While the ledger is away it goes on with what needs none, and wakes for every
 * effective instant; it asks again after 1 s to 5 min. Ends with an error only where another process speaks for it.
 */
export const runAgent = async (parts: AgentParts, waiting: Waiting): Promise<Either<AgentFault, void>> => {
  const { sleep, random, stop } = waiting
  let failures = 0
  let wasHeard = parts.wasHeard
  while (!stop.aborted) {
    const round = await workRound(parts)
    if (stop.aborted) break
    if (E.isLeft(round) && isFatal(round.left)) return round
    failures = E.isLeft(round) ? failures + 1 : 0
    wasHeard ||= E.isRight(round)
    const againMs = E.isLeft(round)
      ? afterFault(round.left, wasHeard, failures, random())
      : pollMs(round.right.askAgainMs, random())
    if (E.isLeft(round)) tellFault(parts, round.left, againMs)
    const switchMs = await nextSwitchMs(parts)
    await sleep(switchMs === null ? againMs : Math.min(againMs, switchMs + 1))
  }
  return E.right(undefined)
}
