import { E, type Either } from '../../application/prelude.js'
import type { Position } from '../../domain/values/position.js'
import { buildGeneration } from './build-generation.js'
import { buildLock } from './build-lock.js'
import { digestPlans, type Digests } from './digest-rows.js'
import { currentGeneration, generationPath, removeGenerations, switchTo } from './generation-files.js'
import type { Failure, Parts } from './parts.js'
import { shapeOf } from './shape.js'
import { startJob, type StartedJob } from './start-job.js'

/** What a rebuild found. Both digests are over the rows at `position`. */
export type RebuildReport = {
  readonly position: Position
  readonly events: number
  readonly digests: Digests
  /** Of the rows as they were; null where they could not be read. */
  readonly before: Digests | null
  /** False where the rows that were there said something else, or could not be read. */
  readonly unchanged: boolean
  /** From the first event read until the new rows were current, in milliseconds. */
  readonly durationMs: number
}

export type RebuildOptions = {
  /** Called with the number of events applied so far. */
  readonly progress: (applied: number) => void
  /** Goes over to the new generation once it is current. */
  readonly goOver: () => Promise<Either<Failure, unknown>>
}

/** Starts to digest the rows of the current generation. */
const digestCurrent = ({ directory, projections }: Parts): StartedJob =>
  startJob({
    path: generationPath(directory, currentGeneration(directory) ?? 0),
    shape: shapeOf(projections),
    plans: digestPlans(projections),
    finish: null,
  })

const areSame = (a: Digests, b: Digests | null): boolean =>
  b !== null && Object.entries(a).every(([projection, digest]) => b[projection] === digest)

const rebuilt = async (parts: Parts, options: RebuildOptions): Promise<Either<Failure, RebuildReport>> => {
  const { directory, log } = parts
  const start = performance.now()
  const old = digestCurrent(parts)
  const snapshot = await old.ready
  const upTo = E.isLeft(snapshot) ? await log.head()() : snapshot
  if (E.isLeft(upTo)) return upTo
  const built = await buildGeneration({ ...parts, ...options, upTo: upTo.right })
  const before = E.getOrElseW(() => null)(await old.result)
  if (E.isLeft(built)) return built
  const { number, events, digested } = built.right
  await switchTo(directory, number)
  const durationMs = Math.round(performance.now() - start)
  const [over, after] = [await options.goOver(), await digested]
  if (E.isLeft(over)) return over
  if (E.isLeft(after)) return after
  removeGenerations(directory, (other) => other !== number)
  const unchanged = areSame(after.right.digests, before?.digests ?? null)
  return E.right({ ...after.right, events, before: before?.digests ?? null, unchanged, durationMs })
}

/**
 * Builds the rows anew from the whole log, beside those that questions go on to be answered from, and switches.
 * Other processes go over to the new rows at their next question.
 */
export const rebuild = async (parts: Parts, options: RebuildOptions): Promise<Either<Failure, RebuildReport>> => {
  const { directory, buildMs, isStopped } = parts
  const locked = await buildLock(directory, buildMs, isStopped)
  if (E.isLeft(locked)) return locked
  if (locked.right === null) return E.left({ _tag: 'ReadSideUnavailable', path: directory, reason: 'CLOSED' })
  try {
    return await rebuilt(parts, options)
  } finally {
    locked.right.release()
  }
}
