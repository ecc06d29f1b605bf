import type { TaskEither } from './prelude.js'

/** Runs work under a name. */
export type Serially = <E, A>(name: string, work: TaskEither<E, A>) => TaskEither<E, A>

/**
 * Runs work under the same name one after another, in the order of asking, and work under other names beside it.
 * A failure does not stop those behind it.
 */
export const serially = (): Serially => {
  const tails = new Map<string, Promise<unknown>>()
  return (name, work) => () => {
    const ahead = tails.get(name)
    const run = ahead === undefined ? work() : ahead.then(work, work)
    tails.set(name, run)
    const leave = (): void => {
      if (tails.get(name) === run) tails.delete(name)
    }
    run.then(leave, leave)
    return run
  }
}
