import type { AbortSignalLike } from '../../application/ports/event-log.js'

/** Wakes those who wait for the log to grow. */
export type Tail = {
  /** Rises with every announcement. */
  readonly version: () => number
  readonly announce: () => void
  /**
   * Resolves as soon as the version differs from `seen`, the signal aborts, or `pollMs` milliseconds have
   * passed.
   */
  readonly moved: (seen: number, signal: AbortSignalLike, pollMs: number) => Promise<void>
}

/** A tail of one process. What other processes append is found by polling. */
export const tailOfLog = (): Tail => {
  let version = 0
  const waiting = new Set<() => void>()
  return {
    version: () => version,
    announce: () => {
      version += 1
      for (const wake of waiting) wake()
    },
    moved: (seen, signal, pollMs) =>
      new Promise((resolve) => {
        if (signal.aborted || version !== seen) return resolve()
        const wake = (): void => {
          clearTimeout(timer)
          waiting.delete(wake)
          signal.removeEventListener('abort', wake)
          resolve()
        }
        const timer = setTimeout(wake, pollMs)
        waiting.add(wake)
        signal.addEventListener('abort', wake)
      }),
  }
}
