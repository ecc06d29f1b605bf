import { setTimeout as pause } from 'node:timers/promises'
import { isBusy } from './errors.js'

// A busy writer leaves the lock free for a fraction of each millisecond: who asks seldom never finds it so.
const LONGEST_PAUSE_MS = 4

/**
 * A pause before the next attempt, in milliseconds: at random, so that two who wait do not meet again, and
 * longer each time.
 */
export const pauseMs = (attempt: number): number => Math.random() * Math.min(2 ** attempt, LONGEST_PAUSE_MS)

/**
 * Runs an action again as long as another connection is in its way, until `deadlineMs` milliseconds have
 * passed; then throws what it threw. Between attempts the event loop is free.
 */
export const whileBusy = async <A>(action: () => A, deadlineMs: number): Promise<A> => {
  const end = performance.now() + deadlineMs
  for (let attempt = 1; ; attempt += 1) {
    try {
      return action()
    } catch (error) {
      if (!isBusy(error) || performance.now() > end) throw error
      await pause(pauseMs(attempt))
    }
  }
}
