import { parseInput, type Fields, type InputNotUnderstood } from '../domain/input/field.js'
import { E, pipe, type Either } from '../domain/prelude.js'
import type { Instant } from '../domain/values/instant.js'
import type { Position } from '../domain/values/position.js'
import type { QuestionError, QuestionSpec } from './questions/question.js'
import type { Rows } from './rows.js'
import { momentOf, type MomentAsked } from './time.js'

/** What every answer says beside its content: from which position, for which instant, and knowing what. */
export type Answered<A> = A & {
  readonly position: Position
  readonly at: Instant
  /** The instant or position that was asked for; where none was, the instant of the question. */
  readonly knownAt: Instant | Position
  readonly knownAtPosition: Position
}

export type AskError = QuestionError | InputNotUnderstood

/** Answers a question from rows that have reached a position, at the instant `now`. Unknown parameters are refused. */
export const ask = <F extends Fields, A>(
  spec: QuestionSpec<F, A>,
  rows: Rows,
  raw: Readonly<Record<string, unknown>>,
  asked: MomentAsked,
  { now, reached }: { readonly now: Instant; readonly reached: Position },
): Either<AskError, Answered<A>> =>
  pipe(
    parseInput(spec.fields, raw),
    E.chainW((input) => {
      const moment = momentOf(rows, asked, now, reached)
      return pipe(
        spec.answer(rows, input, moment),
        E.map((content) => ({
          ...content,
          position: reached,
          at: moment.validAt,
          knownAt: asked.knownAt ?? now,
          knownAtPosition: moment.knownAt,
        })),
      )
    }),
  )
