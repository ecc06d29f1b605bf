import type { Outcome } from './outcome.js'

type Tagged = { readonly _tag: string }

/** Words that are always the same, or that are made from the facts. */
export type Text<E> = string | ((facts: E) => string)

/** The members of a union by their tags. */
export type ByTag<E extends Tagged> = { readonly [Tag in E['_tag']]: Extract<E, { readonly _tag: Tag }> }

/** The words for one kind of error. `title` is the same at every occurrence. Source: RFC 9457 section 3.1.3. */
export type Wording<E> = {
  readonly outcome: Outcome
  readonly title: string
  /** What was found and what was expected: one or more sentences. */
  readonly detail: Text<E>
  /** What to do next. */
  readonly remedy: Text<E>
}

/** Something for every kind of error; one without does not compile. */
export type Wordings<Kinds> = { readonly [Tag in keyof Kinds]: Wording<Kinds[Tag]> }
export type Texts<Kinds> = { readonly [Tag in keyof Kinds]: Text<Kinds[Tag]> }

/** The words for these facts. */
export const said = <E>(text: Text<E>, facts: E): string => (typeof text === 'string' ? text : text(facts))
