type Tagged = { readonly _tag: string }
type Sample<E extends Tagged, Tag> = Extract<E, { readonly _tag: Tag }>

/** At least one sample of each member of a union, by tag. */
export type SamplesOf<E extends Tagged> = {
  readonly [Tag in E['_tag']]: readonly [Sample<E, Tag>, ...ReadonlyArray<Sample<E, Tag>>]
}
