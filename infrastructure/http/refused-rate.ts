import { E, type Either } from '../../domain/prelude.js'
import type { ServerError } from '../wording/server-error.js'

const WINDOW_MS = 60_000
const MOST_ADDRESSES = 10_000

/**
 * Counts the refused attempts of each address within a minute. What is over the limit is neither looked at nor put on
 * record; who brings a token that holds is not concerned.
 */
export const refusedRate = (limit: number, nowMs: () => number): ((address: string) => Either<ServerError, void>) => {
  let counts = new Map<string, number>()
  let until = nowMs() + WINDOW_MS
  return (address) => {
    const now = nowMs()
    if (now >= until || counts.size >= MOST_ADDRESSES) {
      counts = new Map()
      until = now + WINDOW_MS
    }
    const count = (counts.get(address) ?? 0) + 1
    counts.set(address, count)
    const retryAfterS = Math.max(1, Math.ceil((until - now) / 1_000))
    return count > limit ? E.left({ _tag: 'TooManyRequests', limit, retryAfterS }) : E.right(undefined)
  }
}
