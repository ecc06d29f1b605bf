import { Worker } from 'node:worker_threads'
import { E } from '../../application/prelude.js'
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

/**
 * Reads a file in a worker of its own. After `limits.wallMs` the answer is ReadTimedOut and the worker is stopped; a
 * worker that dies answers ReaderFailed. `ended` is called once, when nothing of the worker runs any more.
 */
export const runWorker = (request: WorkerRequest, ended: () => void): Promise<WorkerAnswer> =>
  new Promise((resolve) => {
    const { wallMs } = request.limits
    const worker = started(request)
    const timer = setTimeout(() => {
      resolve(E.left({ _tag: 'ReadTimedOut', limitMs: wallMs }))
      worker.unref()
      void worker.terminate()
    }, wallMs)
    const failed = (): void => resolve(E.left({ _tag: 'ReaderFailed' }))
    worker.once('message', (answer: WorkerAnswer) => resolve(answer))
    worker.once('messageerror', failed)
    worker.once('error', failed)
    worker.once('exit', () => {
      clearTimeout(timer)
      failed()
      ended()
    })
  })
