import type { ReadFailure } from '../../application/ports.js'
import type { TaskEither } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import type { Rows } from '../../projections/rows.js'

/** Asks the rows, caught up with the log as it was at the call. */
export type AskRows = <A>(question: (rows: Rows, reached: Position) => A) => TaskEither<ReadFailure, A>
