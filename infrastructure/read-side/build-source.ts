import type { EventLog, LogFailure } from '../../application/ports/event-log.js'
import type { Either } from '../../application/prelude.js'
import type { Projection } from '../../projections/projection.js'

/** Log and projections as a worker opens them for itself; `close` lets go of the log. */
export type OpenedSource = {
  readonly log: EventLog
  readonly projections: ReadonlyArray<Projection>
  readonly close: () => Promise<void>
}

/** What the module of a source exports as `openSource`. */
export type OpenSource = (argument: string) => Promise<Either<LogFailure, OpenedSource>>

/** Where workers find the same log and projections: the address of a compiled module, and what to call it with. */
export type BuildSource = { readonly module: string; readonly argument: string }

const isSource = (loaded: unknown): loaded is { readonly openSource: OpenSource } =>
  typeof loaded === 'object' && loaded !== null && 'openSource' in loaded && typeof loaded.openSource === 'function'

/** Opens log and projections in the thread that calls. Throws for a module that is no source: a defect. */
export const openSource = async ({ module, argument }: BuildSource): Promise<Either<LogFailure, OpenedSource>> => {
  const loaded: unknown = await import(module)
  if (!isSource(loaded)) throw new TypeError(`${module} exports no openSource`)
  return loaded.openSource(argument)
}
