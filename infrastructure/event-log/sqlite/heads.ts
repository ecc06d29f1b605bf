import { onlyNumber } from './rows.js'
import { streamKey, type Statements } from './statements.js'

/** Where a stream stands: its key in the index, and its last revision, null where it has none. */
export type StreamHead = { readonly key: string; readonly last: number | null }

/** What the writer remembers between two commits, so that it need not ask for it again. */
export type Heads = {
  /**
   * To be called inside every transaction, first: forgets everything where another connection has written
   * since.
   */
  readonly catchUp: () => void
  readonly position: () => number
  readonly of: (stream: string) => StreamHead
  readonly advance: (stream: string, head: StreamHead, position: number) => void
  /** To be called when a transaction was rolled back. */
  readonly forget: () => void
}

const MOST_STREAMS = 10_000

/** Heads of streams and of the log, as of the transaction under way. */
export const headsOf = (statements: Statements): Heads => {
  const streams = new Map<string, StreamHead>()
  let dataVersion: number | null = null
  let position = 0

  const forget = (): void => {
    streams.clear()
    dataVersion = null
  }

  const lookUp = (stream: string): StreamHead => {
    const key = streamKey(stream)
    return { key, last: onlyNumber(statements.lastRevision.get(key)) }
  }

  return {
    forget,
    position: () => position,
    catchUp: () => {
      const found = onlyNumber(statements.dataVersion.get())
      if (found === dataVersion && found !== null) return
      forget()
      dataVersion = found
      position = onlyNumber(statements.head.get()) ?? 0
    },
    of: (stream) => streams.get(stream) ?? lookUp(stream),
    advance: (stream, head, to) => {
      if (streams.size >= MOST_STREAMS) streams.clear()
      streams.set(stream, head)
      position = to
    },
  }
}
