import type { Writable } from 'node:stream'
import { E, type Either } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import { reasonOf } from '../input/read-bounded.js'
import type { Sink } from '../world.js'

/** The reader went away: a pipe was closed, or a terminal hung up. */
const GONE = ['EPIPE', 'ERR_STREAM_DESTROYED', 'ECONNRESET']

/** A stream of the process as a sink; `name` is its name in errors. */
export const sinkOf = (stream: Writable & { readonly isTTY?: boolean }, name: string): Sink => {
  let isClosed = false
  const outcomeOf = (error: Error | null | undefined): Either<FaceError, void> => {
    if (error === null || error === undefined) return E.right(undefined)
    const reason = reasonOf(error)
    if (!GONE.includes(reason)) return E.left({ _tag: 'OutputUnwritable', path: name, reason })
    isClosed = true
    return E.right(undefined)
  }
  stream.on('error', outcomeOf)
  return {
    isTty: stream.isTTY === true,
    isClosed: () => isClosed,
    write: (chunk) => () =>
      isClosed
        ? Promise.resolve(E.right(undefined))
        : new Promise((resolve) => {
          stream.write(chunk, (error) => resolve(outcomeOf(error)))
        }),
  }
}
