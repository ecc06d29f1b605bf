import type { Fields, InputOf } from '../../domain/input/field.js'
import type { Either } from '../../domain/prelude.js'
import type { Slot, ScopeNotAllowed } from '../../domain/values/slot.js'
import type { Thumbprint, ThumbprintSha256 } from '../../domain/values/thumbprint.js'
import type { Rows } from '../rows.js'
import type { Moment } from '../time.js'

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
export type QuestionSpec<F extends Fields = Fields, A = unknown> = {
  readonly name: string
  readonly summary: string
  readonly fields: F
  readonly answer: (rows: Rows, input: InputOf<F>, moment: Moment) => Either<QuestionError, A>
}

/** Keeps the types of fields and answer. */
export const question = <F extends Fields, A>(spec: QuestionSpec<F, A>): QuestionSpec<F, A> => spec
