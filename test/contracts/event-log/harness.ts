import { onTestFinished } from 'vitest'
import type { AppendRequest, AppendResult, EventLog } from '../../../application/ports/event-log.js'
import type { AppendLimits } from '../../../infrastructure/event-log/prepare-append.js'
import { must } from '../../support/log-reading.js'
import { severalProposed } from '../../support/proposed-events.js'

/** How a law gets a log that holds nothing yet, and what this store promises beyond the contract. */
export type EventLogHarness = {
  readonly emptyLog: (limits?: AppendLimits) => Promise<EventLog>
  /** Positions are 1, 2, 3, … */
  readonly isGapless: boolean
  /** An event id that was recorded on one stream is refused on any other. */
  readonly knowsIdsOfAllStreams: boolean
  /** How many histories the laws try that try many. */
  readonly runs: number
}

/** An empty log that is closed when the test has ended. */
export const openEmpty = async (harness: EventLogHarness, limits?: AppendLimits): Promise<EventLog> => {
  const log = await harness.emptyLog(limits)
  onTestFinished(() => log.close())
  return log
}

/** Appends and expects success. */
export const append = async (log: EventLog, request: AppendRequest): Promise<AppendResult> =>
  must(await log.append(request)())

/** Records so many new events at the end of a stream. */
export const fill = (log: EventLog, stream: string, count: number): Promise<AppendResult> =>
  append(log, { stream, expected: 'any', events: severalProposed(count) })

/** Records so many new events one by one over a few streams. */
export const fillStreams = async (log: EventLog, streams: ReadonlyArray<string>, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) await fill(log, streams[n % streams.length] ?? 'a', 1)
}
