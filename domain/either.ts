import { left, type Either } from 'fp-ts/lib/Either.js'

export * from 'fp-ts/lib/Either.js'

/**
 * The step that every input and decision takes, with the library's meaning and types. The library's own copies its
 * arguments to find out whether it was called data-first, and gives way to this one (ADR 0016).
 */
export const chainW =
  <E2, A, B>(f: (a: A) => Either<E2, B>) =>
  <E1>(before: Either<E1, A>): Either<E1 | E2, B> =>
    before._tag === 'Left' ? left(before.left) : f(before.right)

export const chain =
  <E, A, B>(f: (a: A) => Either<E, B>) =>
  (before: Either<E, A>): Either<E, B> =>
    before._tag === 'Left' ? before : f(before.right)
