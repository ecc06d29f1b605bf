import type { AbortSignalLike, EventLog } from '../../application/ports/event-log.js'
import { E } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import type { EventPage } from './recorded.js'
import type { Tail } from './tail.js'

type From = { readonly after: Position; readonly signal: AbortSignalLike }

/**
 * Follows a log that can be read: reads to the head, waits until the tail has moved or `pollMs` milliseconds have
 * passed, reads on. Ends when the signal aborts and after the first failure.
 */
export const followWith = (readAll: EventLog['readAll'], tail: Tail, pollMs: number): EventLog['follow'] =>
  async function* ({ after, signal }: From): AsyncGenerator<EventPage, void> {
    let position = after
    while (!signal.aborted) {
      const seen = tail.version()
      for await (const page of readAll({ after: position })) {
        if (signal.aborted) return
        yield page
        if (E.isLeft(page)) return
        position = page.right.at(-1)?.position ?? position
      }
      await tail.moved(seen, signal, pollMs)
    }
  }
