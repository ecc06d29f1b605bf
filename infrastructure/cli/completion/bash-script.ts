import { bashMachinery } from './bash-machinery.js'
import { numberedOffers, placesOf, type OfferNumbers, type Place } from './commands-of.js'
import type { CommandTree, OptionNode, ValueOffer } from './command-tree.js'
import { identifier, indented, posixQuoted } from './quoting.js'

const words = (all: ReadonlyArray<string>): string => all.map(posixQuoted).join(' ')

const array = (name: string, all: ReadonlyArray<string>): ReadonlyArray<string> =>
  all.length === 0 ? [] : [`${name}=(${words(all)})`]

/** `--output=1`: the options that take a value, each with the number of its offer. */
const valued = (options: ReadonlyArray<OptionNode>, { numberOf }: OfferNumbers): ReadonlyArray<string> =>
  options.flatMap(({ names, value }) => (value === null ? [] : names.map((name) => `${name}=${numberOf(value)}`)))

/** The names of each option that is given once. */
const once = (options: ReadonlyArray<OptionNode>): ReadonlyArray<string> =>
  options.filter(({ repeatable }) => !repeatable).map(({ names }) => names.join(' '))

const placeCase = (place: Place, general: ReadonlyArray<OptionNode>, offers: OfferNumbers): ReadonlyArray<string> => {
  const options = [...place.options, ...general]
  return [
    `${posixQuoted(place.path.join(' '))})`,
    ...indented(2, [
      ...array('children', place.children.map(({ name }) => name)),
      ...array('options', options.flatMap(({ names }) => names)),
      ...array('valued', valued(options, offers)),
      ...array('once', once(options)),
      ...array('arguments', place.arguments.map(({ value }) => String(offers.numberOf(value)))),
      ';;',
    ]),
  ]
}

const offerCase = (offer: ValueOffer, number: number): ReadonlyArray<string> => {
  switch (offer._tag) {
    case 'Text':
      return []
    case 'Words':
      return [`${number}) _cli_${offer.list ? 'list' : 'words'} ${words(offer.words)} ;;`]
    case 'File':
      return [`${number}) _cli_files ${words(offer.extensions)} ;;`]
    case 'Directory':
      return [`${number}) _cli_directories ;;`]
  }
}

const tables = (tree: CommandTree): ReadonlyArray<string> => {
  const offers = numberedOffers(tree)
  return [
    '# What can follow at a place.',
    '_cli_at() {',
    '  children=() options=() valued=() once=() arguments=()',
    '  case $1 in',
    ...indented(4, placesOf(tree).flatMap((place) => placeCase(place, tree.options, offers))),
    '  esac',
    '}',
    '',
    '# What can stand as a value.',
    '_cli_offer() {',
    '  case $1 in',
    ...indented(4, offers.offers.flatMap(offerCase)),
    '    *) ;;',
    '  esac',
    '}',
  ]
}

/** Without compopt (bash 3) readline offers file names wherever there is nothing else to offer. */
const registration = (program: string): ReadonlyArray<string> => [
  'if type compopt >/dev/null 2>&1; then',
  `  complete -F _cli ${posixQuoted(program)}`,
  'else',
  `  complete -o default -F _cli ${posixQuoted(program)}`,
  'fi',
  '',
]

/** Completion for bash: to be sourced, or put where bash looks for completions. It starts no program. */
export const bashScript = (tree: CommandTree): string => {
  const script = [...tables(tree), bashMachinery, ...registration(tree.program)].join('\n')
  return `# bash completion for ${tree.program}\n\n${script.replaceAll('_cli', `_${identifier(tree.program)}`)}`
}
