import { Worker } from 'node:worker_threads'
import { E } from '../../application/prelude.js'
import { workerLocation } from './worker-location.js'
import type { WorkerAnswer, WorkerRequest } from './worker-protocol.js'

const start = (request: WorkerRequest): Worker => {
  const bytes = Uint8Array.from(request.bytes)
  const password = request.password === null ? null : Uint8Array.from(request.password)
  return new Worker(workerLocation(), {
    workerData: { ...request, bytes, password },
    transferList: password === null ? [bytes.buffer] : [bytes.buffer, password.buffer],
    resourceLimits: { maxOldGenerationSizeMb: request.limits.heapMegabytes },
    env: {},
    execArgv: [],
  })
}

/**
 * Reads a file in a worker of its own. After `limits.wallMs` the answer is ReadTimedOut and the worker is stopped; a
 * worker that dies answers ReaderFailed. `ended` is called once, when nothing of the worker runs any more.
 */
export const runWorker = (request: WorkerRequest, ended: () => void): Promise<WorkerAnswer> =>
  new Promise((resolve) => {
    const { wallMs } = request.limits
    const worker = start(request)
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
