import { closeSync, fsyncSync, openSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { E, type Either } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import { checkpointTable, positionOf, recordDigests, unmoved } from './checkpoint.js'
import { digestRows, type DigestPlan, type Digests } from './digest-rows.js'
import type { Fault } from './errors.js'
import { BUILDING } from './load-rows.js'
import { openDatabase } from './open-database.js'
import { quoted } from './table-sql.js'

/** A table of another file, to be taken over with its indexes. */
type TakenOver = { readonly path: string; readonly name: string; readonly create: ReadonlyArray<string> }

/** What is left to do to a generation when its rows are loaded. */
export type Finish = { readonly takeOver: ReadonlyArray<TakenOver>; readonly indexes: ReadonlyArray<string> }

/** Long work on one generation; plain, so that it can be handed to a worker. */
export type Job = {
  readonly path: string
  readonly shape: string
  readonly plans: ReadonlyArray<DigestPlan>
  /** For a generation just loaded; null: only digest what is there. */
  readonly finish: Finish | null
}

/** The rows of a generation as they stood at one position. */
export type DigestedRows = { readonly position: Position; readonly digests: Digests }

/** How a generation is left for those who will share it. */
const SHARED = 'pragma locking_mode = normal; pragma journal_mode = wal'

const syncFile = (path: string): void => {
  const handle = openSync(path, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Where both tables have the same indexes, SQLite copies table and indexes as they lie, without sorting anew. */
const takeOver = (database: DatabaseSync, { path, name, create }: TakenOver): void => {
  database.prepare('attach ? as part').run(path)
  for (const sql of create) database.exec(sql)
  database.exec(`insert into main.${quoted(name)} select * from part.${quoted(name)}`)
  database.exec('detach part')
}

/** Makes the whole file durable. It is synced while no connection is open: closing a file frees its locks. */
const finish = (path: string, { takeOver: taken, indexes }: Finish): Either<Fault, void> => {
  const finished = openDatabase(path, (database) => {
    database.exec(BUILDING)
    for (const one of taken) takeOver(database, one)
    for (const sql of indexes) database.exec(sql)
    database.exec(SHARED)
    database.close()
    return E.right(undefined)
  })
  if (E.isRight(finished)) syncFile(path)
  return finished
}

const digest = (database: DatabaseSync, job: Job, readyAt: (position: Position) => void): DigestedRows => {
  database.exec('pragma busy_timeout = 5000; begin')
  const position = positionOf(checkpointTable(database, job.shape).read() ?? unmoved)
  readyAt(position)
  const digests = digestRows(database, job.plans)
  database.exec('commit')
  if (job.finish !== null) recordDigests(database, { position, digests })
  database.close()
  return { position, digests }
}

/**
 * Finishes the generation if the job says so, then digests its rows. `readyAt` is called in between, with the position
 * of the rows that are digested, whatever is written to the generation from then on.
 */
export const runJob = (job: Job, readyAt: (position: Position) => void): Either<Fault, DigestedRows> => {
  const finished = job.finish === null ? E.right(undefined) : finish(job.path, job.finish)
  if (E.isLeft(finished)) return finished
  return openDatabase(job.path, (database) => E.right(digest(database, job, readyAt)))
}
