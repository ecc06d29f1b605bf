/** The domain's prelude and what asynchronous work adds to it. */
export { E, RA, pipe, t } from '../domain/prelude.js'
export type { Either } from '../domain/prelude.js'
export * as T from 'fp-ts/lib/Task.js'
export * as TE from './task-either.js'
export type { TaskEither } from 'fp-ts/lib/TaskEither.js'
