import { Worker } from 'node:worker_threads'
import { E, pipe } from '../../application/prelude.js'
import { workerLocation } from './worker-location.js'
import type { WorkerAnswer, WorkerRequest } from './worker-protocol.js'

const started = (request: WorkerRequest): Worker => {
  const bytes = Uint8Array.from(request.bytes)
  const password = request.password === null ? null : Uint8Array.from(request.password)
  const worker = new Worker(workerLocation(), {
    resourceLimits: { maxOldGenerationSizeMb: request.limits.heapMegabytes },
    env: {},
    execArgv: [],
  })
  const moved = password === null ? [bytes.buffer] : [bytes.buffer, password.buffer]
  worker.postMessage({ ...request, bytes, password } satisfies WorkerRequest, moved)
  return worker
}

const readerFailed: WorkerAnswer = E.left({ _tag: 'ReaderFailed' })

const answerOf = (worker: Worker, wallMs: number, ended: () => void): Promise<WorkerAnswer> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(E.left({ _tag: 'ReadTimedOut', limitMs: wallMs }))
      worker.unref()
      void worker.terminate()
    }, wallMs)
    const failed = (): void => resolve(readerFailed)
    worker.once('message', (answer: WorkerAnswer) => resolve(answer))
    worker.once('messageerror', failed)
    worker.once('error', failed)
    worker.once('exit', () => {
      clearTimeout(timer)
      failed()
      ended()
    })
  })

/**
 * Reads a file in a worker of its own. After `limits.wallMs` the answer is ReadTimedOut and the worker is stopped; a
 * worker that dies or never starts answers ReaderFailed. `ended` is called once, when nothing of it runs any more.
 */
export const runWorker = (request: WorkerRequest, ended: () => void): Promise<WorkerAnswer> =>
  pipe(
    E.tryCatch(() => started(request), ended),
    E.match(
      () => Promise.resolve(readerFailed),
      (worker) => answerOf(worker, request.limits.wallMs, ended),
    ),
  )
