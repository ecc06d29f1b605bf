import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import type { Projection } from '../../projections/projection.js'
import type { BuildSource } from './build-source.js'
import type { Fault } from './errors.js'

/** Everything that can go wrong inside, in the files or in the log behind them. */
export type Failure = Fault | LogFailure

/** What a read side is made of, and how long it waits for other processes, in milliseconds. */
export type Parts = {
  readonly directory: string
  readonly log: EventLog
  readonly projections: ReadonlyArray<Projection>
  /** Where workers find the same log and projections; undefined: everything is built in this thread. */
  readonly source: BuildSource | undefined
  /** For one that applies events. */
  readonly busyMs: number
  /** For one that builds a generation. */
  readonly buildMs: number
  /** Called with the number of events applied so far, where rows are built because none fitted. */
  readonly building: (applied: number) => void
  /** True once the read side is closed. */
  readonly isStopped: () => boolean
}
