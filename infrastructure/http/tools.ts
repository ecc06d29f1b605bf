import type { Service } from '../system/service.js'
import type { Gate } from './gate.js'
import type { Idempotency } from './idempotency.js'
import type { Limits } from './limits.js'
import type { Meters } from './meters.js'
import type { ServerLog } from './server-log.js'

/** What the routes of one server share. */
export type Tools = {
  readonly service: Service
  readonly limits: Limits
  readonly gate: Gate
  readonly meters: Meters
  readonly log: ServerLog
  readonly idempotency: Idempotency
  /** Of the program. */
  readonly version: string
  /** Aborts when the server is to stop. */
  readonly stopping: AbortSignal
}
