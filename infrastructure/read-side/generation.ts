import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { E, type Either } from '../../application/prelude.js'
import type { RecordedEvent } from '../../domain/envelope.js'
import type { DomainEvent } from '../../domain/events.js'
import type { Projection } from '../../projections/projection.js'
import type { Rows } from '../../projections/rows.js'
import { applyEvents, type ApplyEvents } from './apply-events.js'
import { advanced, checkpointTable, positionOf, type Checkpoint, type CheckpointTable } from './checkpoint.js'
import type { Fault } from './errors.js'
import { faultOf } from './fault-of.js'
import { generationPath } from './generation-files.js'
import { openDatabase } from './open-database.js'
import { openCursor } from './open-cursor.js'
import { shapeOf } from './shape.js'
import { sqliteRows } from './sqlite-rows.js'

type Recorded = RecordedEvent<DomainEvent>

/** One complete set of rows in one file, open. Errors of `rows` are thrown; those of the others are values. */
export type Generation = {
  readonly number: number
  readonly path: string
  readonly rows: Rows
  readonly checkpoint: () => Either<Fault, Checkpoint>
  /** Makes rows of the events behind the checkpoint and moves it, together or not at all; others are passed over. */
  readonly apply: (events: ReadonlyArray<Recorded>) => Either<Fault, Checkpoint>
  /** Answers from one state of the rows, whatever other processes write meanwhile. */
  readonly answer: <A>(question: (rows: Rows, checkpoint: Checkpoint) => A) => Either<Fault, A>
  readonly close: () => void
}

const WAIT_TO_READ = 'pragma busy_timeout = 2000'
/** A writer who has to wait gives way to others on the event loop instead of blocking it. */
const WAIT_TO_WRITE = 'pragma busy_timeout = 0'

const SETTINGS = `pragma synchronous = normal; pragma cache_size = -16000; pragma temp_store = memory; ${WAIT_TO_READ}`

const MISSING = { _tag: 'Damaged', reason: 'MISSING' } as const
const OTHER_SHAPE = { _tag: 'Damaged', reason: 'SHAPE' } as const

const rollBack = (database: DatabaseSync): void => {
  try {
    database.exec('rollback')
  } catch {
    // SQLite has rolled back by itself, or never began.
  }
}

const within = <A>(database: DatabaseSync, begin: string, action: () => A): A => {
  try {
    database.exec(begin)
    const result = action()
    database.exec('commit')
    return result
  } catch (thrown) {
    rollBack(database)
    throw thrown
  }
}

const present = (checkpoints: CheckpointTable): Checkpoint => {
  const checkpoint = checkpoints.read()
  if (checkpoint === null) throw new Error('the checkpoint is gone')
  return checkpoint
}

const applyBehind = (checkpoints: CheckpointTable, apply: ApplyEvents, events: ReadonlyArray<Recorded>): Checkpoint => {
  const before = present(checkpoints)
  const position = positionOf(before)
  const behind = events.filter((event) => event.position > position)
  if (behind.length === 0) return before
  apply(behind)
  const after = advanced(before, behind)
  checkpoints.write(after)
  return after
}

const generationOver = (
  database: DatabaseSync,
  identity: Pick<Generation, 'number' | 'path'>,
  checkpoints: CheckpointTable,
  projections: ReadonlyArray<Projection>,
): Generation => {
  const store = sqliteRows(database, () => openCursor(identity.path))
  const apply = applyEvents(projections, sqliteRows(database))
  const attempt = <A>(action: () => A): Either<Fault, A> =>
    E.tryCatch(action, (thrown) => faultOf(identity.path, thrown))
  return {
    ...identity,
    rows: store.rows,
    checkpoint: () => attempt(() => present(checkpoints)),
    apply: (events) =>
      attempt(() => {
        database.exec(WAIT_TO_WRITE)
        try {
          return within(database, 'begin immediate', () => applyBehind(checkpoints, apply, events))
        } finally {
          database.exec(WAIT_TO_READ)
        }
      }),
    answer: (question) =>
      attempt(() => within(database, 'begin', () => question(store.rows, present(checkpoints)))),
    close: () => database.close(),
  }
}

/** Opens a generation that is there; Damaged where it is not, or is of another shape than these projections make. */
export const openGeneration = (
  directory: string,
  number: number,
  projections: ReadonlyArray<Projection>,
): Either<Fault, Generation> => {
  const path = generationPath(directory, number)
  if (!existsSync(path)) return E.left({ ...MISSING, path })
  return openDatabase(path, (database) => {
    database.exec(SETTINGS)
    const checkpoints = checkpointTable(database, shapeOf(projections))
    return checkpoints.read() === null
      ? E.left({ ...OTHER_SHAPE, path })
      : E.right(generationOver(database, { number, path }, checkpoints, projections))
  })
}
