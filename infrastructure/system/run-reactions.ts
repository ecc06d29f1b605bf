import { setTimeout as sleep } from 'node:timers/promises'
import { E } from '../../application/prelude.js'
import { allStirred, stirring, type Stirred } from '../../application/reactions/stirred.js'
import { msOf } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import type { Service } from './service.js'
import type { SessionError } from './session.js'

/** What became of a reaction that had something to do, or failed. */
export type Reacted = (name: string, outcome: E.Either<SessionError, number>) => void

/** Some things fall due by the clock alone; they are looked for so often, in ms. */
const LONGEST_WAIT_MS = 15_000

/** What failed is not tried again at once, in ms. */
const WAIT_AFTER_FAILURE_MS = 1_000

/** Several events that come together are reacted to once. */
const GATHER_MS = 20

/** While much is recorded, reactions rest for so many times as long as they took: the more comes, the more at once. */
const REST = 4
const LONGEST_REST_MS = 500

type Reacting = Pick<Service, 'reactions' | 'nextEffectiveInstant' | 'follow' | 'head' | 'now'>

/** Whether all went well. */
const runAll = async (
  { reactions }: Reacting,
  stirred: Stirred,
  signal: AbortSignal,
  told: Reacted,
): Promise<boolean> => {
  let isWell = true
  for (const { name, run } of reactions) {
    if (signal.aborted) break
    const outcome = await run(stirred)()
    if (E.isLeft(outcome)) isWell = false
    if (E.isLeft(outcome) || outcome.right > 0) told(name, outcome)
  }
  return isWell
}

const untilDue = async ({ nextEffectiveInstant, now }: Reacting): Promise<number> => {
  const next = await nextEffectiveInstant()()
  const due = E.isRight(next) && next.right !== null ? msOf(next.right) - msOf(now()) : LONGEST_WAIT_MS
  return Math.min(Math.max(due, 0), LONGEST_WAIT_MS) + 1
}

/** Rings when something was recorded, and gathers what it stirs. A log that cannot be followed is left to the clock. */
const bell = (service: Reacting, from: Position, signal: AbortSignal) => {
  let ring = new AbortController()
  const { add, take } = stirring()
  const listen = async (): Promise<void> => {
    for await (const batch of service.follow({ after: from, signal })) {
      if (E.isLeft(batch)) return
      batch.right.forEach(add)
      ring.abort()
    }
  }
  const listening = listen().catch(() => undefined)
  return {
    listening,
    take,
    /** Until something is recorded, and `gatherMs` longer, or until the time has passed. */
    wait: async (ms: number, gatherMs: number): Promise<void> => {
      const until = performance.now() + ms
      await sleep(ms, undefined, { signal: AbortSignal.any([ring.signal, signal]) }).catch(() => undefined)
      const left = ring.signal.aborted ? Math.min(gatherMs, Math.max(until - performance.now(), 0)) : 0
      await sleep(left, undefined, { signal }).catch(() => undefined)
      ring = new AbortController()
    },
  }
}

/**
 * Lets every reaction follow what is recorded, by whatever process, and the clock, until the signal aborts. After an
 * event it looks at what that stirs, at every due instant, after a failure, and now and then at everything. One that
 * fails is told and gets its turn again; any number of processes may do the same at once.
 */
export const runReactions = async (service: Reacting, signal: AbortSignal, told: Reacted): Promise<void> => {
  const head = await service.head()()
  if (E.isLeft(head)) return told('follow', head)
  const { listening, take, wait } = bell(service, head.right, signal)
  let wholeAt = performance.now()
  while (!signal.aborted) {
    const startedAt = performance.now()
    const isWhole = wholeAt <= startedAt
    const stirred = take()
    const isWell = await runAll(service, isWhole ? allStirred : stirred, signal, told)
    if (signal.aborted) break
    const dueAt = performance.now() + (isWell ? await untilDue(service) : WAIT_AFTER_FAILURE_MS)
    wholeAt = isWell && !isWhole ? Math.min(wholeAt, dueAt) : dueAt
    const endedAt = performance.now()
    const ms = Math.ceil(Math.max(wholeAt - endedAt, 0)) + 1
    const restMs = Math.min(REST * (endedAt - startedAt), LONGEST_REST_MS)
    await (isWell ? wait(ms, Math.max(GATHER_MS, restMs)) : sleep(ms, undefined, { signal }).catch(() => undefined))
  }
  await listening
}
