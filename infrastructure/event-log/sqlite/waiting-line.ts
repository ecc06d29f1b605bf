import type { PreparedAppend } from '../prepare-append.js'
import type { Outcome } from './commit.js'

/** An append and those who wait for its outcome. */
export type Waiting = {
  readonly append: PreparedAppend
  /** In milliseconds of the process clock. */
  readonly since: number
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (defect: unknown) => void
}

const GROUP_EVENTS = 1_024
const GROUP_BYTES = 4 * 1024 * 1024
const LINE_BYTES = 64 * 1024 * 1024

/** A line of appends in the order of their arrival, bounded in number and bytes. */
export type WaitingLine = {
  readonly length: () => number
  readonly isFull: () => boolean
  readonly join: (waiting: Waiting) => void
  /** Those at the front that are committed together: as many as a commit may hold, and at least one. */
  readonly group: () => ReadonlyArray<Waiting>
  /** How many at the front have waited since `instant` or longer. */
  readonly waitingSince: (instant: number) => number
  /** Lets that many at the front leave. */
  readonly leave: (count: number) => ReadonlyArray<Waiting>
}

const groupSize = (line: ReadonlyArray<Waiting>): number => {
  let [events, bytes, count] = [0, 0, 0]
  for (const { append } of line) {
    events += append.events.length
    bytes += append.bytes
    if (count > 0 && (events > GROUP_EVENTS || bytes > GROUP_BYTES)) break
    count += 1
  }
  return count
}

/** An empty line for at most `maxWaiting` appends. */
export const waitingLine = (maxWaiting: number): WaitingLine => {
  const line: Array<Waiting> = []
  let bytes = 0
  return {
    length: () => line.length,
    isFull: () => line.length >= maxWaiting || bytes > LINE_BYTES,
    join: (waiting) => {
      line.push(waiting)
      bytes += waiting.append.bytes
    },
    group: () => line.slice(0, groupSize(line)),
    waitingSince: (instant) => {
      const first = line.findIndex(({ since }) => since > instant)
      return first < 0 ? line.length : first
    },
    leave: (count) => {
      const left = line.splice(0, count)
      for (const { append } of left) bytes -= append.bytes
      return left
    },
  }
}
