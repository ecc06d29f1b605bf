import { parentPort } from 'node:worker_threads'
import { E, pipe } from '../../application/prelude.js'
import { readFile } from './read-file.js'
import type { WorkerAnswer, WorkerRequest } from './worker-protocol.js'

/** A copy in memory of its own, so that it can be moved to the reader rather than copied. */
const movable = (privateKey: Uint8Array | null): Uint8Array<ArrayBuffer> | null =>
  privateKey === null ? null : Uint8Array.from(privateKey)

/** The program of the worker: one request, one answer, and the end. */
const answer = (request: WorkerRequest): void => {
  const read = pipe(
    readFile(request, request.limits),
    E.map((selected) => ({ ...selected, privateKey: movable(selected.privateKey) })),
  )
  request.password?.fill(0)
  const moved = E.isRight(read) && read.right.privateKey !== null ? [read.right.privateKey.buffer] : []
  parentPort?.postMessage(read satisfies WorkerAnswer, moved)
}

parentPort?.once('message', answer)
