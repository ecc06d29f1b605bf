import type { ServerResponse } from 'node:http'
import { RETRY_AFTER_S } from './limits.js'
import { E, type Either } from '../../domain/prelude.js'
import type { ServerError } from '../wording/server-error.js'

/** Lets in at most so many requests at once; each leaves when its answer is out, or its connection is gone. */
export type InFlight = (response: ServerResponse) => Either<ServerError, void>

export const inFlight = (limit: number): InFlight => {
  let count = 0
  return (response) => {
    if (count >= limit) return E.left({ _tag: 'ServerBusy', limit, retryAfterS: RETRY_AFTER_S })
    count += 1
    response.once('close', () => {
      count -= 1
    })
    return E.right(undefined)
  }
}
