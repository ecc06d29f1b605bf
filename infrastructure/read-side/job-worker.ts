import { parentPort, workerData } from 'node:worker_threads'
import { runJob, type Job } from './job.js'

const isJob = (given: unknown): given is Job => typeof given === 'object' && given !== null && 'plans' in given

if (isJob(workerData)) {
  const result = runJob(workerData, (position) => parentPort?.postMessage({ readyAt: position }))
  parentPort?.postMessage({ result })
}
