import type { AppendError } from '../../../application/ports/event-log.js'
import { E } from '../../../application/prelude.js'
import type { PreparedAppend } from '../prepare-append.js'
import type { CommitGroup, Outcome } from './commit.js'
import { waitingLine, type Waiting } from './waiting-line.js'
import { pauseMs } from './while-busy.js'

export type QueueLimits = {
  /** How many appends may wait; one more is refused with LogBusy. */
  readonly maxWaiting: number
  /** How long an append waits for other processes before it is refused with LogBusy, in milliseconds. */
  readonly busyDeadlineMs: number
}

export type AppendQueue = {
  /** Resolves when the append is durable or refused. Rejects where the log has a defect. */
  readonly add: (append: PreparedAppend) => Promise<Outcome>
  /** Resolves when nothing waits any more. */
  readonly drained: () => Promise<void>
}

/** Commits a group and answers those who wait. True where another process was in the way, and all go on waiting. */
const settle = (commit: CommitGroup, group: ReadonlyArray<Waiting>): boolean => {
  try {
    const outcomes = commit(group.map(({ append }) => append))
    if (outcomes === 'busy') return true
    for (const [index, outcome] of outcomes.entries()) group[index]?.resolve(outcome)
  } catch (defect) {
    for (const { reject } of group) reject(defect)
  }
  return false
}

/**
 * Lets the appends of this process wait for each other, so that all that come in one turn of the event loop share one
 * commit; one that comes alone waits for nobody. While another process writes, the queue tries again after short random
 * pauses, and the event loop is free.
 */
export const appendQueue = (commit: CommitGroup, { maxWaiting, busyDeadlineMs }: QueueLimits): AppendQueue => {
  const line = waitingLine(maxWaiting)
  const whenDrained: Array<() => void> = []
  let isScheduled = false
  let attempt = 0

  const busy = (): AppendError => ({ _tag: 'LogBusy', waiting: line.length(), limit: maxWaiting })

  const flush = (): void => {
    const group = line.group()
    attempt = settle(commit, group) ? attempt + 1 : 0
    const leaving = attempt === 0 ? group.length : line.waitingSince(performance.now() - busyDeadlineMs)
    for (const { resolve } of line.leave(leaving)) if (attempt > 0) resolve(E.left(busy()))
    schedule()
  }

  const schedule = (): void => {
    isScheduled = line.length() > 0
    if (isScheduled && attempt > 0) setTimeout(flush, pauseMs(attempt))
    else if (isScheduled) setImmediate(flush)
    else whenDrained.splice(0).forEach((drained) => drained())
  }

  const join = (append: PreparedAppend, resolve: Waiting['resolve'], reject: Waiting['reject']): void => {
    if (line.isFull()) return resolve(E.left(busy()))
    line.join({ append, since: performance.now(), resolve, reject })
    if (!isScheduled) schedule()
  }

  return {
    add: (append) => new Promise((resolve, reject) => join(append, resolve, reject)),
    drained: () => new Promise((resolve) => (isScheduled ? whenDrained.push(resolve) : resolve())),
  }
}
