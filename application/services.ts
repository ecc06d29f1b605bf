import { handling, type Handle } from './handle.js'
import { streamsOf, type Load } from './load.js'
import type { LogFailure } from './ports/event-log.js'
import type { Ports } from './ports.js'
import type { TaskEither } from './prelude.js'
import { serially, type Serially } from './serially.js'

/** The ports with what is made of them once per process: every use case takes the part of it that it names. */
export type Services = Ports & {
  readonly handle: Handle
  readonly load: Load
  /** Folds in all that was recorded before the call; each command begins with it. */
  readonly refresh: TaskEither<LogFailure, unknown>
  /** Runs what turns to the vault for one certificate one after another in this process. */
  readonly inCustody: Serially
}

const REMEMBERED_STREAMS = 20_000

/** Makes the services. One per process and ledger: remembered streams and the turns of commands live in it. */
export const servicesOf = (ports: Ports): Services => {
  const streams = streamsOf(ports.eventLog, REMEMBERED_STREAMS)
  const { load, refresh } = streams
  return { ...ports, handle: handling({ ...ports, streams }), load, refresh, inCustody: serially() }
}
