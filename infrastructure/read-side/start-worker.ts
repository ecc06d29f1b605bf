import { Worker } from 'node:worker_threads'
import { workerLocation } from './worker-location.js'

/** Node 22 calls its SQLite experimental in each thread anew, on error output. */
const SILENT = ['--disable-warning=ExperimentalWarning']

/** Rows live for about as long as it takes to make some thousands: with less room, they are moved over and over. */
const ROOM_FOR_NEW = { maxYoungGenerationSizeMb: 96 }

/** Starts a program in a thread of its own, without the environment of this one; `workerData` is handed over. */
export const startWorker = (program: Parameters<typeof workerLocation>[0], workerData: unknown): Worker =>
  new Worker(workerLocation(program), {
    workerData,
    env: {},
    execArgv: SILENT,
    resourceLimits: ROOM_FOR_NEW,
  })
