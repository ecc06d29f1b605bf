import type { TaskEither } from '../../../application/prelude.js'

/** A task whose code is loaded when it runs. */
export const deferred = <L, A>(load: () => Promise<TaskEither<L, A>>): TaskEither<L, A> =>
  async () => {
    const task = await load()
    return task()
  }
