import { parentPort, workerData } from 'node:worker_threads'
import { E, pipe } from '../../application/prelude.js'
import { readFile } from './read-file.js'
import type { WorkerAnswer, WorkerRequest } from './worker-protocol.js'

/** The program of the worker: one request in `workerData`, one answer, and the end. */
const request = workerData as WorkerRequest

/** The key in memory of its own, so that it can be moved rather than copied. */
const withMovableKey = (answer: WorkerAnswer): WorkerAnswer =>
  pipe(
    answer,
    E.map((read) => ({ ...read, privateKey: read.privateKey === null ? null : Uint8Array.from(read.privateKey) })),
  )

const answer = withMovableKey(readFile(request, request.limits))
request.password?.fill(0)
const moved = E.isRight(answer) && answer.right.privateKey !== null ? [answer.right.privateKey.buffer as ArrayBuffer] : []
parentPort?.postMessage(answer, moved)
