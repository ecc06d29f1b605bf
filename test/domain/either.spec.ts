import * as Library from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { E, type Either } from '../../domain/prelude.js'

const outcome: fc.Arbitrary<Either<string, number>> = fc.oneof(
  fc.string().map((error) => E.left(error)),
  fc.integer().map((value) => E.right(value)),
)

describe('the lean steps of Either', () => {
  it('give what the library gives', () => {
    fc.assert(
      fc.property(outcome, outcome, (first, second) => {
        const then = (n: number): Either<string, number> => Library.map((m: number) => m - n)(second)
        expect(E.chain(then)(first)).toEqual(Library.chain(then)(first))
        expect(E.chainW(then)(first)).toEqual(Library.chainW(then)(first))
      }),
    )
  })
})
