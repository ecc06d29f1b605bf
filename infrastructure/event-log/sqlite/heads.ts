import { onlyNumber } from './rows.js'
import type { Statements } from './statements.js'

/** What the writer remembers between two commits, so that it need not ask for it again. */
export type Heads = {
  /** To be called first in every transaction: forgets everything where another connection has written since. */
  readonly catchUp: () => void
  /** The last position of the log. */
  readonly position: () => number
  /** The last revision of a stream, null where it has none. */
  readonly of: (stream: string) => number | null
  /** The same, null also where it would have to be looked up. */
  readonly remembered: (stream: string) => number | null
  /** Takes note of what the transaction under way has added. */
  readonly advance: (stream: string, revision: number, position: number) => void
  /** To be called when a transaction was rolled back. */
  readonly forget: () => void
}

const MOST_STREAMS = 10_000

/** Heads of streams and of the log, as of the transaction under way. */
export const headsOf = (statements: Statements): Heads => {
  const revisions = new Map<string, number>()
  let dataVersion: number | null = null
  let lastPosition = 0

  const forget = (): void => {
    revisions.clear()
    dataVersion = null
  }

  return {
    forget,
    position: () => lastPosition,
    catchUp: () => {
      const found = onlyNumber(statements.dataVersion.get())
      if (found === dataVersion && found !== null) return
      forget()
      dataVersion = found
      lastPosition = onlyNumber(statements.head.get()) ?? 0
    },
    remembered: (stream) => revisions.get(stream) ?? null,
    of: (stream) => revisions.get(stream) ?? onlyNumber(statements.lastRevision.get(stream)),
    advance: (stream, revision, position) => {
      if (revisions.size >= MOST_STREAMS) revisions.clear()
      revisions.set(stream, revision)
      lastPosition = position
    },
  }
}
