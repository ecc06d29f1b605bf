import { setImmediate as breathe } from 'node:timers/promises'
import type { DatabaseSync } from 'node:sqlite'
import type { EventLog } from '../../application/ports/event-log.js'
import { E, type Either } from '../../application/prelude.js'
import { beginning, type Position } from '../../domain/values/position.js'
import type { Projection } from '../../projections/projection.js'
import { applyEvents } from './apply-events.js'
import { advanced, checkpointTable, createCheckpoint, unmoved } from './checkpoint.js'
import { faultOf } from './fault-of.js'
import { openDatabase } from './open-database.js'
import type { Failure } from './parts.js'
import { createTableSql } from './table-sql.js'
import { writeBehindRows } from './write-behind-rows.js'

/** Small enough for questions to be answered between two pages. */
const EVENTS_AT_ONCE = 256

/** How a database is written before anybody reads it: nothing is kept for a crash, which only leaves it behind. */
export const BUILDING =
  'pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive; pragma temp_store = memory; ' +
  'pragma cache_size = -65536; pragma page_size = 8192'

export type LoadOptions = {
  /** A file that is not there yet. */
  readonly path: string
  readonly projections: ReadonlyArray<Projection>
  readonly log: EventLog
  readonly upTo: Position
  readonly shape: string
  /** Run when all rows are there. */
  readonly finally: ReadonlyArray<string>
  /** Called with the number of events applied so far. */
  readonly progress: (applied: number) => void
  /** True as soon as nobody needs the rows any more. */
  readonly isStopped: () => boolean
}

const prepare = (database: DatabaseSync, { projections, shape }: LoadOptions): void => {
  database.exec(BUILDING)
  database.exec('begin')
  for (const table of projections.flatMap(({ tables }) => tables)) database.exec(createTableSql(table))
  createCheckpoint(database, shape)
}

const load = async (database: DatabaseSync, options: LoadOptions): Promise<Either<Failure, number>> => {
  const { path, log, upTo, shape, progress, isStopped } = options
  const store = writeBehindRows(database)
  const apply = applyEvents(options.projections, store)
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
  checkpointTable(database, shape).write(checkpoint)
  for (const sql of options.finally) database.exec(sql)
  database.exec('commit')
  return E.right(events)
}

/** Makes rows of all events up to a position in a new database; returns how many events there were. */
export const loadRows = async (options: LoadOptions): Promise<Either<Failure, number>> => {
  const opened = openDatabase(options.path, (database) => {
    prepare(database, options)
    return E.right(database)
  })
  if (E.isLeft(opened)) return opened
  try {
    return await load(opened.right, options)
  } catch (thrown) {
    return E.left(faultOf(options.path, thrown))
  } finally {
    opened.right.close()
  }
}
