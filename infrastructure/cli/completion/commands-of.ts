import type { ArgumentNode, CommandNode, CommandTree, OptionNode, ValueOffer } from './command-tree.js'

/** A place in the tree: what was typed to get there, and what can follow. The program itself has an empty path. */
export type Place = {
  readonly path: ReadonlyArray<string>
  readonly options: ReadonlyArray<OptionNode>
  readonly arguments: ReadonlyArray<ArgumentNode>
  readonly children: ReadonlyArray<CommandNode>
}

const below = (path: ReadonlyArray<string>, children: ReadonlyArray<CommandNode>): ReadonlyArray<Place> =>
  children.flatMap((node) => {
    const here = [...path, node.name]
    return [
      { path: here, options: node.options, arguments: node.arguments, children: node.children },
      ...below(here, node.children),
    ]
  })

/** Every place of a tree, the program first, each before what is below it. General options are in none of them. */
export const placesOf = ({ children }: CommandTree): ReadonlyArray<Place> => [
  { path: [], options: [], arguments: [], children },
  ...below([], children),
]

/** Offers by number, so that a script says each of them once. */
export type OfferNumbers = {
  readonly offers: ReadonlyArray<ValueOffer>
  readonly numberOf: (offer: ValueOffer) => number
}

/** Numbers the offers of all options and arguments from 0 on; equal ones have one number. */
export const numberedOffers = (tree: CommandTree): OfferNumbers => {
  const places = placesOf(tree)
  const options = [...tree.options, ...places.flatMap((place) => place.options)]
  const all = [
    ...options.flatMap(({ value }) => (value === null ? [] : [value])),
    ...places.flatMap((place) => place.arguments.map(({ value }) => value)),
  ]
  const numbers = new Map<string, number>()
  const offers: Array<ValueOffer> = []
  for (const offer of all) {
    const text = JSON.stringify(offer)
    if (!numbers.has(text)) {
      numbers.set(text, offers.length)
      offers.push(offer)
    }
  }
  return { offers, numberOf: (offer) => numbers.get(JSON.stringify(offer)) ?? 0 }
}
