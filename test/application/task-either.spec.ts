import * as Library from 'fp-ts/lib/TaskEither.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { E, pipe, TE, type Either, type TaskEither } from '../../application/prelude.js'

const outcome: fc.Arbitrary<TaskEither<string, number>> = fc.oneof(
  fc.string().map((error) => TE.left(error)),
  fc.integer().map((value) => TE.right(value)),
)
const next = (other: TaskEither<string, number>) => (n: number): TaskEither<string, number> =>
  pipe(other, Library.map((m) => m - n))

describe('the lean steps of TaskEither', () => {
  it('give what the library gives', async () => {
    await fc.assert(
      fc.asyncProperty(outcome, outcome, async (first, second) => {
        const then = next(second)
        const atOnce = (n: number): Either<string, number> => (n % 2 === 0 ? E.right(n + 1) : E.left('odd'))
        const recover = (error: string): TaskEither<string, number> =>
          error.length > 3 ? TE.left(`${error}!`) : second
        const pairs = [
          [TE.map((n: number) => n + 1)(first), Library.map((n: number) => n + 1)(first)],
          [TE.chain(then)(first), Library.chain(then)(first)],
          [TE.chainW(then)(first), Library.chainW(then)(first)],
          [TE.chainFirstW(then)(first), Library.chainFirstW(then)(first)],
          [TE.chainEitherK(atOnce)(first), Library.chainEitherK(atOnce)(first)],
          [TE.chainEitherKW(atOnce)(first), Library.chainEitherKW(atOnce)(first)],
          [TE.orElse(recover)(first), Library.orElse(recover)(first)],
        ] as const
        for (const [ours, theirs] of pairs) expect(await ours()).toEqual(await theirs())
        const bound = pipe(first, TE.bindTo('a'), TE.bind('b', ({ a }) => then(a)), TE.bindW('c', () => second))
        const bare = pipe(
          first, Library.bindTo('a'), Library.bind('b', ({ a }) => then(a)), Library.bindW('c', () => second),
        )
        expect(await bound()).toEqual(await bare())
      }),
    )
  })

  it('do nothing before they are run', () => {
    let runs = 0
    const counting: TaskEither<never, number> = async () => Promise.resolve({ _tag: 'Right', right: (runs += 1) })
    pipe(counting, TE.map((n) => n), TE.chain((n) => TE.right(n)))
    expect(runs).toBe(0)
  })
})
