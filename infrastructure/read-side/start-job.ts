import { statSync } from 'node:fs'
import type { Worker } from 'node:worker_threads'
import { E, type Either } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import type { Fault } from './errors.js'
import { faultOf } from './fault-of.js'
import { runJob, type DigestedRows, type Job } from './job.js'
import { startWorker } from './start-worker.js'

/** Below this size a job is done before a worker would have started. */
const WORKER_FROM_BYTES = 8_000_000

type Result = Either<Fault, DigestedRows>
type Message = { readonly readyAt: Position } | { readonly result: Result }

/** A job under way. Neither promise rejects. */
export type StartedJob = {
  /** The position of the rows, as soon as they are finished and can be used. */
  readonly ready: Promise<Either<Fault, Position>>
  readonly result: Promise<Result>
}

const first = <A>(of: (message: Message) => A | null, worker: Worker, otherwise: A): Promise<A> =>
  new Promise((resolve) => {
    worker.on('message', (message: Message) => {
      const found = of(message)
      if (found !== null) resolve(found)
    })
    worker.once('error', () => resolve(otherwise))
    worker.once('exit', () => resolve(otherwise))
  })

const inWorker = (job: Job): StartedJob => {
  const worker = startWorker('job-worker', job)
  const died: Either<Fault, never> = E.left({ _tag: 'ReadSideUnavailable', path: job.path, reason: 'WORKER_FAILED' })
  const ready = (message: Message): Either<Fault, Position> | null =>
    'readyAt' in message ? E.right(message.readyAt) : E.isLeft(message.result) ? message.result : null
  const result = (message: Message): Result | null => ('result' in message ? message.result : null)
  return { ready: first(ready, worker, died), result: first(result, worker, died) }
}

const here = (job: Job): StartedJob => {
  const result = runJob(job, () => undefined)
  const ready = E.map(({ position }: DigestedRows) => position)(result)
  return { ready: Promise.resolve(ready), result: Promise.resolve(result) }
}

/** Starts a job, in a worker where it is long: the event loop stays free to answer questions. */
export const startJob = (job: Job): StartedJob => {
  try {
    return statSync(job.path).size < WORKER_FROM_BYTES ? here(job) : inWorker(job)
  } catch (thrown) {
    const failed = E.left(faultOf(job.path, thrown))
    return { ready: Promise.resolve(failed), result: Promise.resolve(failed) }
  }
}
