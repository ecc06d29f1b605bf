import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import { E, type Either, type TaskEither } from '../../application/prelude.js'
import { beginning, type Position } from '../../domain/values/position.js'
import type { Projection } from '../../projections/projection.js'
import type { Rows } from '../../projections/rows.js'
import type { BuildSource } from './build-source.js'
import { caughtUp } from './caught-up.js'
import { positionOf } from './checkpoint.js'
import { digestPlans } from './digest-rows.js'
import type { ReadSideError } from './errors.js'
import { faultOf } from './fault-of.js'
import type { Generation } from './generation.js'
import { generationRows } from './generation-rows.js'
import { inTurns, type InTurns } from './in-turns.js'
import type { DigestedRows } from './job.js'
import { keeper, type Keeper } from './keeper.js'
import type { Failure, Parts } from './parts.js'
import { placeFor, type Place } from './place.js'
import { rebuild, type RebuildReport } from './rebuild.js'
import { shapeOf } from './shape.js'
import { startJob } from './start-job.js'
import { sweepGenerations } from './sweep-generations.js'

type Failing = ReadSideError | LogFailure

/**
 * The rows of all projections in one directory, shared by any number of processes. Whatever is missing, damaged, of
 * another log or of other projections is built again from the log without a word.
 */
export type ReadSide = {
  /**
   * Brings the rows up to the head of the log as it was at the call, or to `upTo`; returns where they stand, which
   * may be further. A repeat with nothing new reads no event.
   */
  readonly catchUp: (upTo?: Position) => TaskEither<Failing, Position>
  /**
   * Catches up, then answers from one state of the rows, whatever other processes write meanwhile. `question` must
   * not keep the rows; it is asked again where the file proves damaged.
   */
  readonly ask: <A>(question: (rows: Rows, position: Position) => A) => TaskEither<Failing, A>
  /** The rows as they stand. Throws where the file is damaged, and after close; `ask` does not. */
  readonly rows: Rows
  /** How far the rows are; the beginning after close. */
  readonly checkpoint: () => Position
  /** Builds the rows anew beside the present ones, compares and switches; questions are answered meanwhile. */
  readonly rebuild: (progress?: (applied: number) => void) => TaskEither<Failing, RebuildReport>
  /** By projection, over all rows in the order of their primary keys. */
  readonly digests: () => TaskEither<Failing, DigestedRows>
  /** Stops a rebuild, waits for what is under way, lets go of the files. A second call does nothing. */
  readonly close: () => Promise<void>
}

export type ReadSideOptions = {
  /** Made where it is missing. Nothing else may lie in it. */
  readonly directory: string
  /** Where the directory may only be read, rows are kept among the temporary files until close; else that fails. */
  readonly mayGoAside?: boolean
  readonly log: EventLog
  readonly projections: ReadonlyArray<Projection>
  /** Where workers find the same log and projections, to build large ledgers in two threads; else one builds. */
  readonly source?: BuildSource
  /** How long to wait for a process that applies events, in milliseconds; 10 seconds if not given. */
  readonly busyMs?: number
  /** How long to wait for a process that builds the rows anew, in milliseconds; 10 minutes if not given. */
  readonly buildMs?: number
  /** Called with the number of events applied so far, where rows have to be built because none fit. */
  readonly building?: (applied: number) => void
}

/** What went wrong as the outside knows it: damage that building anew did not mend makes the file unusable. */
const stated = (failure: Failure): Failing =>
  failure._tag === 'Damaged'
    ? { _tag: 'ReadSideUnavailable', path: failure.path, reason: failure.reason }
    : failure

/** As a task that rejects only for defects. */
const task =
  <A>({ directory, isStopped }: Parts, action: () => Promise<Either<Failure, A>>): TaskEither<Failing, A> =>
  async () => {
    if (isStopped()) return E.left({ _tag: 'ReadSideUnavailable', path: directory, reason: 'CLOSED' })
    try {
      return E.mapLeft(stated)(await action())
    } catch (thrown) {
      return E.left(stated(faultOf(directory, thrown)))
    }
  }

const MOST_ASKED = 2

const answered = async <A>(
  parts: Parts,
  held: Keeper,
  question: (rows: Rows, position: Position) => A,
): Promise<Either<Failure, A>> => {
  for (let asked = 1; ; asked += 1) {
    const generation = await caughtUp(parts, held, null)
    if (E.isLeft(generation)) return generation
    const answer = generation.right.answer((rows, checkpoint) => question(rows, positionOf(checkpoint)))
    if (E.isRight(answer) || answer.left._tag !== 'Damaged' || asked === MOST_ASKED) return answer
    held.condemn(generation.right)
  }
}

const digested = ({ projections }: Parts, { path }: Generation): Promise<Either<Failure, DigestedRows>> =>
  startJob({ path, shape: shapeOf(projections), plans: digestPlans(projections), finish: null }).result

const positionHeld = (held: Keeper): Position => {
  const checkpoint = held.held()?.checkpoint()
  return checkpoint !== undefined && E.isRight(checkpoint) ? positionOf(checkpoint.right) : beginning
}

/** Catches up first, so that what is compared is all that is known. */
const rebuilt = async (
  parts: Parts,
  held: Keeper,
  turn: InTurns,
  progress: (applied: number) => void,
): Promise<Either<Failure, RebuildReport>> => {
  const generation = await turn(() => caughtUp(parts, held, null))
  return E.isLeft(generation) ? generation : rebuild(parts, { progress, goOver: () => turn(held.settle) })
}

/** What close does first, and last. */
type Ending = { readonly stop: () => void } & Pick<Place, 'leave'>

const readSideOf = (parts: Parts, held: Keeper, { stop, leave }: Ending): ReadSide => {
  const turn = inTurns()
  let rebuilding: Promise<unknown> = Promise.resolve()
  return {
    rows: generationRows(held),
    checkpoint: () => positionHeld(held),
    catchUp: (upTo) =>
      task(parts, () =>
        turn(async () => {
          const generation = await caughtUp(parts, held, upTo ?? null)
          return E.isLeft(generation) ? generation : E.map(positionOf)(generation.right.checkpoint())
        })),
    ask: (question) => task(parts, () => turn(() => answered(parts, held, question))),
    rebuild: (progress = () => undefined) =>
      task(parts, () => {
        const report = rebuilt(parts, held, turn, progress)
        rebuilding = report.catch(() => undefined)
        return report
      }),
    digests: () =>
      task(parts, async () => {
        const generation = await turn(held.settle)
        return E.isLeft(generation) ? generation : digested(parts, generation.right)
      }),
    close: async () => {
      stop()
      await rebuilding
      await turn(() => Promise.resolve(held.close()))
      leave()
    },
  }
}

const openedAt = async (parts: Parts, ending: Ending): Promise<Either<Failure, ReadSide>> => {
  const held = keeper(parts)
  const settled = await held.settle()
  if (E.isLeft(settled)) return settled
  sweepGenerations(parts.directory)
  return E.right(readSideOf(parts, held, ending))
}

const defaults = { source: undefined, busyMs: 10_000, buildMs: 600_000, building: () => undefined }

/**
 * Opens the read side of a directory, and builds it where it is missing or does not fit; catches up with nothing yet.
 * Any number of processes may have it open, and of one process any number of times.
 */
export const openReadSide =
  (options: ReadSideOptions): TaskEither<Failing, ReadSide> =>
  () => {
    let stopped = false
    const stop = (): void => {
      stopped = true
    }
    const given: Parts = { ...defaults, ...options, isStopped: () => stopped }
    return task(given, async () => {
      const { directory, leave } = await placeFor(options.directory, options.mayGoAside ?? false)
      let isOpen = false
      try {
        const opened = await openedAt({ ...given, directory }, { stop, leave })
        isOpen = E.isRight(opened)
        return opened
      } finally {
        if (!isOpen) leave()
      }
    })()
  }
