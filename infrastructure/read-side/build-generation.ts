import { rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { E, type Either } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import { buildParts, type Brought, type BuiltParts } from './build-parts.js'
import { digestPlans } from './digest-rows.js'
import type { Fault } from './errors.js'
import { faultOf } from './fault-of.js'
import { generationPath, nextGeneration, removeGenerations } from './generation-files.js'
import type { DigestedRows, Finish } from './job.js'
import { loadRows } from './load-rows.js'
import type { Failure, Parts } from './parts.js'
import { shapeOf } from './shape.js'
import { startJob } from './start-job.js'
import { createIndexesSql, createTableSql } from './table-sql.js'

/** Below, workers would take longer to start than the rows to build. */
const WORKERS_FROM_EVENTS = 20_000

export type BuildOptions = Pick<Parts, 'directory' | 'projections' | 'log' | 'source' | 'isStopped'> & {
  readonly upTo: Position
  /** Called with the number of events applied so far. */
  readonly progress: (applied: number) => void
}

/** A generation that is whole and on disk, and that nobody knows of yet. */
export type Built = {
  readonly number: number
  readonly events: number
  /** Of its rows as they were built; the generation may be used and written meanwhile. */
  readonly digested: Promise<Either<Fault, DigestedRows>>
}

const here = async (number: number, shape: string, options: BuildOptions): Promise<Either<Failure, BuiltParts>> => {
  const path = generationPath(options.directory, number)
  const events = await loadRows({ ...options, path, shape, finally: [] })
  return E.map((count: number) => ({ events: count, brought: [] }))(events)
}

/** In two workers where that is possible and worth it. */
const load = (number: number, shape: string, options: BuildOptions): Promise<Either<Failure, BuiltParts>> => {
  const { source, upTo } = options
  const alone = source === undefined || upTo < WORKERS_FROM_EVENTS || availableParallelism() < 2
  return alone ? here(number, shape, options) : buildParts({ ...options, number, shape, source })
}

const finishOf = ({ projections }: BuildOptions, brought: ReadonlyArray<Brought>): Finish => ({
  takeOver: brought.flatMap(({ path, tables }) =>
    tables.map((table) => ({ path, name: table.name, create: [createTableSql(table), ...createIndexesSql(table)] }))),
  indexes: projections.flatMap(({ tables }) => tables).flatMap(createIndexesSql),
})

const built = async (number: number, options: BuildOptions): Promise<Either<Failure, Built>> => {
  const { directory, projections } = options
  const shape = shapeOf(projections)
  const loaded = await load(number, shape, options)
  if (E.isLeft(loaded)) return loaded
  const { events, brought } = loaded.right
  const path = generationPath(directory, number)
  const job = startJob({ path, shape, plans: digestPlans(projections), finish: finishOf(options, brought) })
  const ready = await job.ready
  for (const part of brought) rmSync(part.path, { force: true })
  return E.isLeft(ready) ? ready : E.right({ number, events, digested: job.result })
}

/**
 * Makes rows of all events up to a position in a new file, beside whatever is there; the caller holds the build lock.
 * What fails or is stopped leaves nothing behind.
 */
export const buildGeneration = async (options: BuildOptions): Promise<Either<Failure, Built>> => {
  const { directory } = options
  const number = nextGeneration(directory)
  const result = await built(number, options).catch((thrown: unknown) => E.left(faultOf(directory, thrown)))
  if (E.isLeft(result)) removeGenerations(directory, (generation) => generation === number)
  return result
}
