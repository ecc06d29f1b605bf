import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { RETRY_AFTER_S } from './limits.js'
import { E, type Either } from '../../domain/prelude.js'
import type { ServerError } from '../wording/server-error.js'

/** Lets in at most so many requests at once; each leaves when its answer is out, or its connection is gone. */
export type InFlight = (response: ServerResponse) => Either<ServerError, void>

type Leave = () => void

/**
 * Before Node 24 an answer that waits behind another one on its connection is not told that this has gone. One
 * listener for each connection, however many requests wait on it.
 */
const onGone = (waiting: WeakMap<Socket, Set<Leave>>, socket: Socket, leave: Leave): Set<Leave> => {
  const known = waiting.get(socket)
  if (known !== undefined) return known.add(leave)
  const all = new Set([leave])
  waiting.set(socket, all)
  socket.once('close', () => all.forEach((one) => one()))
  return all
}

export const inFlight = (limit: number): InFlight => {
  let count = 0
  const waiting = new WeakMap<Socket, Set<Leave>>()
  return (response) => {
    if (count >= limit) return E.left({ _tag: 'ServerBusy', limit, retryAfterS: RETRY_AFTER_S })
    count += 1
    const leave = (): void => {
      if (on.delete(leave)) count -= 1
    }
    const on = onGone(waiting, response.req.socket, leave)
    response.once('close', leave)
    return E.right(undefined)
  }
}
