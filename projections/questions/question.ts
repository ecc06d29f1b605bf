import { parseInput, type Fields, type InputNotUnderstood, type InputOf } from '../../domain/input/field.js'
import { E, pipe, type Either } from '../../domain/prelude.js'
import type { Instant } from '../../domain/values/instant.js'
import type { Position } from '../../domain/values/position.js'
import type { QuestionRight } from '../../domain/values/rights.js'
import type { Slot, ScopeNotAllowed } from '../../domain/values/slot.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { Rows } from '../rows.js'
import { momentOf, type Moment, type MomentAsked } from '../time.js'

/** Why a question has no answer at that moment. */
export type QuestionError =
  | ScopeNotAllowed
  | { readonly _tag: 'CertificateNotKnownThen'; readonly thumbprint: Thumbprint | ThumbprintSha256 }
  | { readonly _tag: 'SlotNeverUsed'; readonly slot: Slot }
  | { readonly _tag: 'SiteNotConfigured' }
  | { readonly _tag: 'FrontEndNotKnownThen'; readonly fqdn: string }
  | { readonly _tag: 'IdentityRequired'; readonly role: string }
  | { readonly _tag: 'ExactlyOneOf'; readonly fields: ReadonlyArray<string> }

/**
 * A question as data: its name, what it answers, its parameters, and how it is read off the rows. It never
 * changes anything.
 */
export type QuestionSpec<F extends Fields, A> = {
  readonly name: string
  readonly summary: string
  /** What whoever asks over the network needs: `audit` where the answer tells of people and what they may do. */
  readonly right: QuestionRight
  readonly fields: F
  readonly answer: (rows: Rows, input: InputOf<F>, moment: Moment) => Either<QuestionError, A>
}

/** What every answer says beside its content: from which position, for which instant, and knowing what. */
export type Answered<A> = A & {
  readonly position: Position
  readonly at: Instant
  /** The instant or position that was asked for; where none was, the instant of the question. */
  readonly knownAt: Instant | Position
  readonly knownAtPosition: Position
}

export type AskError = QuestionError | InputNotUnderstood

/** The present as a question finds it: the clock, and the position that the rows have reached. */
export type Present = { readonly now: Instant; readonly reached: Position }

/** A question of the catalogue. `ask` reads the input and answers it: the one way in for every face. */
export type Question<A> = Omit<QuestionSpec<Fields, A>, 'answer'> & {
  readonly ask: (
    rows: Rows,
    raw: Readonly<Record<string, unknown>>,
    asked: MomentAsked,
    present: Present,
  ) => Either<AskError, Answered<A>>
}

/** Closes a spec over the types of its fields. Unknown parameters are refused. */
export const question = <F extends Fields, A>({ answer, ...described }: QuestionSpec<F, A>): Question<A> => ({
  ...described,
  ask: (rows, raw, asked, { now, reached }) =>
    pipe(
      parseInput(described.fields, raw),
      E.chainW((input) => {
        const moment = momentOf(rows, asked, now, reached)
        const head = {
          position: reached,
          at: moment.validAt,
          knownAt: asked.knownAt ?? now,
          knownAtPosition: moment.knownAt,
        }
        return pipe(
          answer(rows, input, moment),
          E.map((content) => ({ ...content, ...head })),
        )
      }),
    ),
})
