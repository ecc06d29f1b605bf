import type * as Library from 'fp-ts/lib/TaskEither.js'
import { left, right, type Either } from 'fp-ts/lib/Either.js'

export * from 'fp-ts/lib/TaskEither.js'

type TaskEither<E, A> = Library.TaskEither<E, A>

/**
 * The steps that every command takes dozens of times, with the library's meaning and types, in one turn of the
 * promise queue each instead of two or three. The library's own of the same name give way to them (ADR 0016).
 */
export const map =
  <A, B>(f: (a: A) => B) =>
  <E>(before: TaskEither<E, A>): TaskEither<E, B> =>
  () =>
    before().then((result) => (result._tag === 'Left' ? result : right(f(result.right))))

export const chainW =
  <E2, A, B>(f: (a: A) => TaskEither<E2, B>) =>
  <E1>(before: TaskEither<E1, A>): TaskEither<E1 | E2, B> =>
  () =>
    before().then((result) => (result._tag === 'Left' ? left<E1 | E2, B>(result.left) : f(result.right)()))

export const chain =
  <E, A, B>(f: (a: A) => TaskEither<E, B>) =>
  (before: TaskEither<E, A>): TaskEither<E, B> =>
    chainW(f)(before)

export const chainEitherKW =
  <E2, A, B>(f: (a: A) => Either<E2, B>) =>
  <E1>(before: TaskEither<E1, A>): TaskEither<E1 | E2, B> =>
  () =>
    before().then((result) => (result._tag === 'Left' ? left<E1 | E2, B>(result.left) : f(result.right)))

export const chainEitherK =
  <E, A, B>(f: (a: A) => Either<E, B>) =>
  (before: TaskEither<E, A>): TaskEither<E, B> =>
    chainEitherKW(f)(before)

export const orElse =
  <E1, A, E2>(f: (error: E1) => TaskEither<E2, A>) =>
  (before: TaskEither<E1, A>): TaskEither<E2, A> =>
  () =>
    before().then((result) => (result._tag === 'Left' ? f(result.left)() : result))

export const traverseSeqArray =
  <A, B, E>(f: (a: A) => TaskEither<E, B>) =>
  (items: ReadonlyArray<A>): TaskEither<E, ReadonlyArray<B>> =>
  async () => {
    const done: Array<B> = []
    for (const item of items) {
      const result = await f(item)()
      if (result._tag === 'Left') return result
      done.push(result.right)
    }
    return right(done)
  }

export const bindW = <N extends string, A, E2, B>(
  name: Exclude<N, keyof A>,
  f: (a: A) => TaskEither<E2, B>,
): (<E1>(
  before: TaskEither<E1, A>,
) => TaskEither<E1 | E2, { readonly [K in keyof A | N]: K extends keyof A ? A[K] : B }>) =>
  chainW((a: A) => map((b: B) => ({ ...a, [name]: b }) as never)(f(a)))

export const bind = <N extends string, A, E, B>(
  name: Exclude<N, keyof A>,
  f: (a: A) => TaskEither<E, B>,
): ((before: TaskEither<E, A>) => TaskEither<E, { readonly [K in keyof A | N]: K extends keyof A ? A[K] : B }>) =>
  bindW(name, f)

export const chainFirstW =
  <A, E2, B>(f: (a: A) => TaskEither<E2, B>) =>
  <E1>(before: TaskEither<E1, A>): TaskEither<E1 | E2, A> =>
    chainW((a: A) => map(() => a)(f(a)))(before)
