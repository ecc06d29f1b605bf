import { renameSync, statSync } from 'node:fs'
import { E, type Either } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import type { Projection } from '../../projections/projection.js'
import type { Table } from '../../projections/table.js'
import type { BuildSource } from './build-source.js'
import { generationPath, partPath } from './generation-files.js'
import type { LoadOptions } from './load-rows.js'
import type { Failure } from './parts.js'
import { startWorker } from './start-worker.js'

/** The projections that one worker builds, and where; plain, so that it can be handed over. */
export type BuildPart = {
  readonly path: string
  readonly names: ReadonlyArray<string>
  readonly shape: string
  readonly upTo: Position
  readonly source: BuildSource
}

type Message = { readonly applied: number } | { readonly result: Either<Failure, number> }
type Outcome = Either<Failure, number>

const weightOf = ({ tables }: Projection): number =>
  tables.reduce((sum, { columns, indexes }) => sum + Object.keys(columns).length + 4 * indexes.length, 0)

/** Two groups of about the same weight, which is how much is written for an event, as far as tables can tell. */
export const inTwo = (projections: ReadonlyArray<Projection>): ReadonlyArray<ReadonlyArray<Projection>> => {
  const [first, second]: [Array<Projection>, Array<Projection>] = [[], []]
  const weight = (group: ReadonlyArray<Projection>): number => group.reduce((sum, each) => sum + weightOf(each), 0)
  for (const projection of projections.toSorted((a, b) => weightOf(b) - weightOf(a))) {
    const lighter = weight(first) <= weight(second) ? first : second
    lighter.push(projection)
  }
  return [first, second].filter((group) => group.length > 0)
}

const built = (part: BuildPart, progress: (applied: number) => boolean): Promise<Outcome> =>
  new Promise((resolve) => {
    const unavailable = (reason: string): Outcome =>
      E.left({ _tag: 'ReadSideUnavailable', path: part.path, reason })
    const worker = startWorker('build-worker', part)
    worker.on('message', (message: Message) => {
      if ('result' in message) resolve(message.result)
      else if (!progress(message.applied)) {
        void worker.terminate()
        resolve(unavailable('CLOSED'))
      }
    })
    worker.once('error', () => resolve(unavailable('WORKER_FAILED')))
    worker.once('exit', () => resolve(unavailable('WORKER_FAILED')))
  })

/** Tables that a file brings along, to be taken over into another. */
export type Brought = { readonly path: string; readonly tables: ReadonlyArray<Table> }

export type PartsOptions = Pick<LoadOptions, 'projections' | 'upTo' | 'shape' | 'progress' | 'isStopped'> & {
  readonly directory: string
  readonly number: number
  readonly source: BuildSource
}

export type BuiltParts = { readonly events: number; readonly brought: ReadonlyArray<Brought> }

/** The largest part becomes the generation; what the others hold is less work to take over. */
const chosen = (path: string, parts: ReadonlyArray<Brought>): ReadonlyArray<Brought> => {
  const [largest, ...others] = parts.toSorted((a, b) => statSync(b.path).size - statSync(a.path).size)
  if (largest !== undefined) renameSync(largest.path, path)
  return others
}

/** Builds all projections in two workers, each in a file of its own; `brought` is what is not in the generation yet. */
export const buildParts = async (options: PartsOptions): Promise<Either<Failure, BuiltParts>> => {
  const { directory, number, shape, upTo, source } = options
  const groups = inTwo(options.projections)
  const applied = groups.map(() => 0)
  const failures: Array<Failure> = []
  const one = async (group: ReadonlyArray<Projection>, nth: number): Promise<number> => {
    const part = { path: partPath(directory, number, nth), names: group.map(({ name }) => name), shape, upTo, source }
    const outcome = await built(part, (count) => {
      applied[nth] = count
      options.progress(Math.min(...applied))
      return failures.length === 0 && !options.isStopped()
    })
    if (E.isRight(outcome)) return outcome.right
    failures.push(outcome.left)
    return 0
  }
  const [events = 0] = await Promise.all(groups.map(one))
  const [failure] = failures
  if (failure !== undefined) return E.left(failure)
  const parts = groups.map((group, nth) => ({
    path: partPath(directory, number, nth),
    tables: group.flatMap(({ tables }) => tables),
  }))
  return E.right({ events, brought: chosen(generationPath(directory, number), parts) })
}
