import type { t } from '../../../../domain/prelude.js'
import type { QuestionAnswer } from '../../../system/session.js'
import type { Block } from '../layout/block.js'

/** How an answer is looked at: with more columns or fewer, and from which instant distances are counted. */
export type Viewing = { readonly isWide: boolean; readonly at: string }

/** What an answer looks like, for tables. */
export type View<A> = (answer: A, viewing: Viewing) => ReadonlyArray<Block>

/** The view of a question whose answer has the shape of a codec. Throws on any other shape: a defect of either side. */
export const viewOf =
  <A>(name: string, codec: t.Type<A>, view: View<A>): View<QuestionAnswer> =>
  (answer, viewing) => {
    if (!codec.is(answer)) throw new Error(`The answer to ${name} has a shape that this version cannot show`)
    return view(answer, viewing)
  }
