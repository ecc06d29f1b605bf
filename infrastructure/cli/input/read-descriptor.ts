import { createReadStream, fstatSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { TaskEither } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import { readStream } from './read-bounded.js'

/** Whoever writes to the other end has so long, in ms. */
const DESCRIPTOR_MS = 20_000

/**
 * A pipe is read without a thread that waits for it: a process cannot end while such a thread waits. A file is not
 * closed afterwards, as a number that was mistyped may belong to Node itself.
 */
const opened = (descriptor: number): Readable => {
  const found = fstatSync(descriptor)
  if (!found.isFIFO() && !found.isSocket()) return createReadStream('', { fd: descriptor, autoClose: false })
  const socket = new Socket({ fd: descriptor, readable: true, writable: false })
  return socket.setTimeout(DESCRIPTOR_MS, () => {
    socket.destroy(Object.assign(new Error('nothing came'), { code: 'ETIMEDOUT' }))
  })
}

/** Reads a descriptor that the caller opened, up to a limit; a pipe that stays silent for 20 s is an error. */
export const readDescriptor = (descriptor: number, limitBytes: number): TaskEither<FaceError, Uint8Array> =>
  readStream(() => opened(descriptor), `file descriptor ${descriptor}`, limitBytes)
