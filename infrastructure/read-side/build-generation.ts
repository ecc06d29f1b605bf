import { setImmediate as breathe } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import { beginning, type Position } from '../../domain/values/position.js'
import type { Projection } from '../../projections/projection.js'
import { applyEvents } from './apply-events.js'
import { advanced, checkpointTable, createCheckpoint, unmoved } from './checkpoint.js'
import { digestPlans } from './digest-rows.js'
import type { Fault } from './errors.js'
import { faultOf } from './fault-of.js'
import { generationPath, nextGeneration, removeGenerations } from './generation-files.js'
import { BUILDING, type DigestedRows } from './job.js'
import { openDatabase } from './open-database.js'
import { shapeOf } from './shape.js'
import { startJob } from './start-job.js'
import { createIndexesSql, createTableSql } from './table-sql.js'
import { writeBehindRows } from './write-behind-rows.js'

/** Small enough for questions to be answered between two pages. */
const EVENTS_AT_ONCE = 256

export type BuildOptions = {
  readonly directory: string
  readonly projections: ReadonlyArray<Projection>
  readonly log: EventLog
  readonly upTo: Position
  /** Called with the number of events applied so far. */
  readonly progress: (applied: number) => void
  /** True as soon as nobody needs the generation any more. */
  readonly isStopped: () => boolean
}

/** A generation that is whole and on disk, and that nobody knows of yet. */
export type Built = {
  readonly number: number
  readonly events: number
  /** Of its rows as they were built; the generation may be used and written meanwhile. */
  readonly digested: Promise<Either<Fault, DigestedRows>>
}

type Loaded = Either<Fault | LogFailure, number>

const prepare = (database: DatabaseSync, projections: ReadonlyArray<Projection>): void => {
  database.exec(BUILDING)
  database.exec('begin')
  for (const table of projections.flatMap(({ tables }) => tables)) database.exec(createTableSql(table))
  createCheckpoint(database, shapeOf(projections))
}

const load = async (database: DatabaseSync, path: string, options: BuildOptions): Promise<Loaded> => {
  const { projections, log, upTo, progress, isStopped } = options
  const store = writeBehindRows(database)
  const apply = applyEvents(projections, store)
  let events = 0
  let checkpoint = unmoved
  for await (const page of log.readAll({ after: beginning, upTo, batchSize: EVENTS_AT_ONCE })) {
    if (E.isLeft(page)) return page
    if (isStopped()) return E.left({ _tag: 'ReadSideUnavailable', path, reason: 'CLOSED' })
    apply(page.right)
    checkpoint = advanced(checkpoint, page.right)
    events += page.right.length
    progress(events)
    await breathe()
  }
  store.flush()
  checkpointTable(database, shapeOf(projections)).write(checkpoint)
  database.exec('commit')
  return E.right(events)
}

const loaded = async (path: string, options: BuildOptions): Promise<Loaded> => {
  const opened = openDatabase(path, (database) => {
    prepare(database, options.projections)
    return E.right(database)
  })
  if (E.isLeft(opened)) return opened
  try {
    return await load(opened.right, path, options)
  } catch (thrown) {
    return E.left(faultOf(path, thrown))
  } finally {
    opened.right.close()
  }
}

const built = async (number: number, options: BuildOptions): Promise<Either<Fault | LogFailure, Built>> => {
  const { directory, projections } = options
  const path = generationPath(directory, number)
  const events = await loaded(path, options)
  if (E.isLeft(events)) return events
  const job = startJob({
    path,
    shape: shapeOf(projections),
    plans: digestPlans(projections),
    finish: projections.flatMap(({ tables }) => tables).flatMap(createIndexesSql),
  })
  const ready = await job.ready
  return E.isLeft(ready) ? ready : E.right({ number, events: events.right, digested: job.result })
}

/**
 * Makes rows of all events up to a position in a new file, beside whatever is there; the caller holds the build lock.
 * What fails or is stopped leaves nothing behind.
 */
export const buildGeneration = async (options: BuildOptions): Promise<Either<Fault | LogFailure, Built>> => {
  const { directory } = options
  const number = nextGeneration(directory)
  const result = await built(number, options).catch((thrown: unknown) => E.left(faultOf(directory, thrown)))
  if (E.isLeft(result)) removeGenerations(directory, (generation) => generation === number)
  return result
}
