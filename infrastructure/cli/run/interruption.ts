import { E, TE, type Either, type TaskEither } from '../../../application/prelude.js'
import type { FaceError } from '../../wording/face-error.js'
import type { World } from '../world.js'

type Interruptible = Pick<World, 'interruption'>

const interrupted = ({ interruption }: Interruptible): FaceError => ({
  _tag: 'Interrupted',
  signal: typeof interruption.reason === 'string' ? interruption.reason : 'SIGINT',
})

/** Goes on unless the process was asked to stop: the last moment before something is changed. */
export const unlessInterrupted = (world: Interruptible): TaskEither<FaceError, void> => () =>
  Promise.resolve(world.interruption.aborted ? E.left(interrupted(world)) : E.right(undefined))

/** Stops waiting for something that only reads as soon as the process is asked to stop. */
export const interruptible = <L, A>(world: Interruptible, task: TaskEither<L, A>): TaskEither<L | FaceError, A> => {
  const { interruption } = world
  return () => {
    if (interruption.aborted) return TE.left(interrupted(world))()
    return new Promise<Either<L | FaceError, A>>((resolve, reject) => {
      const stop = (): void => resolve(E.left(interrupted(world)))
      interruption.addEventListener('abort', stop, { once: true })
      task().then(resolve, reject).finally(() => interruption.removeEventListener('abort', stop))
    })
  }
}
