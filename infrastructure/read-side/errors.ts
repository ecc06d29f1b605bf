import type { Position } from '../../domain/values/position.js'

/** Why the read side cannot answer. None of these touches the log; what was damaged is built again without a word. */
export type ReadSideError =
  /** The files cannot be used: `reason` is a code such as `EACCES`, `SQLITE_FULL` or `CLOSED`. */
  | { readonly _tag: 'ReadSideUnavailable'; readonly path: string; readonly reason: string }
  /** Another process held the read side for longer than was worth waiting; try again later. */
  | { readonly _tag: 'ReadSideBusy'; readonly path: string; readonly waitedMs: number }
  /** A defect: a projection threw at the event at `position`. Nothing of that batch was kept. */
  | {
      readonly _tag: 'ProjectionFailed'
      readonly projection: string
      readonly position: Position
      readonly reason: string
    }

/** What happens inside: as above, or the file is not what was written to it and must be built again. */
export type Fault = ReadSideError | { readonly _tag: 'Damaged'; readonly path: string; readonly reason: string }
