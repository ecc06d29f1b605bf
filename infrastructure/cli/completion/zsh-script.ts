import { numberedOffers, placesOf, type OfferNumbers, type Place } from './commands-of.js'
import type { ArgumentNode, CommandTree, OptionNode, ValueOffer } from './command-tree.js'
import { identifier, indented, posixQuoted } from './quoting.js'

/** A text inside the brackets, or between the colons, of a specification. */
const inSpec = (text: string): string => text.replace(/[\\:[\]]/g, '\\$&')

const words = (all: ReadonlyArray<string>): string => all.map(posixQuoted).join(' ')

const action = (value: ValueOffer, { numberOf }: OfferNumbers): string =>
  value._tag === 'Text' ? ' ' : `{_cli_offer ${numberOf(value)}}`

/** One specification for each name of an option; the names of one that is given once rule each other out. */
const optionSpecs = (option: OptionNode, offers: OfferNumbers): ReadonlyArray<string> => {
  const { names, summary, value, repeatable } = option
  const before = repeatable ? '*' : `(${names.join(' ')})`
  return names.map((name) => {
    const attached = name.startsWith('--') ? '=' : '+'
    const taken = value === null ? '' : `:${inSpec(summary)}:${action(value, offers)}`
    return posixQuoted(`${before}${name}${value === null ? '' : attached}[${inSpec(summary)}]${taken}`)
  })
}

const argumentSpec = ({ name, value }: ArgumentNode, index: number, offers: OfferNumbers): string =>
  posixQuoted(`${index + 1}:${inSpec(name)}:${action(value, offers)}`)

const functionOf = ({ path }: Pick<Place, 'path'>): string => ['_cli', ...path.map(identifier)].join('__')

const specs = (place: Place, offers: OfferNumbers): ReadonlyArray<string> => [
  ...place.options.flatMap((option) => optionSpecs(option, offers)),
  ...place.arguments.map((argument, index) => argumentSpec(argument, index, offers)),
]

/** One command on several lines. */
const continued = (parts: ReadonlyArray<string>): ReadonlyArray<string> =>
  parts.map((part, index) => `${index === 0 ? '' : '  '}${part}${index === parts.length - 1 ? '' : ' \\'}`)

const leafFunction = (place: Place, offers: OfferNumbers): ReadonlyArray<string> => [
  `${functionOf(place)}() {`,
  ...indented(2, continued(['_arguments -s $_cli_general', ...specs(place, offers)])),
  '}',
  '',
]

const branchFunction = (place: Place, offers: OfferNumbers): ReadonlyArray<string> => [
  `${functionOf(place)}() {`,
  '  local context state state_descr line ret=1',
  '  typeset -A opt_args',
  '  local -a commands',
  '  commands=(',
  ...indented(4, place.children.map(({ name, summary }) => posixQuoted(`${name}:${summary.replaceAll('\\', '\\\\')}`))),
  '  )',
  ...indented(2, continued([
    '_arguments -s -C $_cli_general',
    ...specs({ ...place, arguments: [] }, offers),
    "'1:command:->command' '*::argument:->argument' && ret=0",
  ])),
  '  case $state in',
  "    (command) _describe -t commands 'command' commands && ret=0 ;;",
  '    (argument)',
  '      case $line[1] in',
  ...indented(8, place.children.map(({ name }) =>
    `(${name}) ${functionOf({ path: [...place.path, name] })} && ret=0 ;;`)),
  '      esac ;;',
  '  esac',
  '  return ret',
  '}',
  '',
]

const offerCase = (offer: ValueOffer, number: number): ReadonlyArray<string> => {
  switch (offer._tag) {
    case 'Text':
      return []
    case 'Words':
      return [`(${number}) _cli_${offer.list ? 'list' : 'words'} ${words(offer.words)} ;;`]
    case 'File':
      return offer.extensions.length === 0
        ? [`(${number}) _files ;;`]
        : [`(${number}) _files -g ${posixQuoted(`(#i)*.(${offer.extensions.join('|')})(-.)`)} ;;`]
    case 'Directory':
      return [`(${number}) _files -/ ;;`]
  }
}

const machinery: ReadonlyArray<string> = [
  '# Words in any case, as the program takes them.',
  '_cli_words() {',
  "  compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -- \"$@\"",
  '}',
  '',
  '# Words of which several may be given, with commas between them, each once.',
  '_cli_list() {',
  '  local -a given left',
  '  given=("${(@s:,:)PREFIX}")',
  '  compset -P \'*,\'',
  '  left=("${(@)argv:|given}")',
  "  compadd -M 'm:{[:lower:][:upper:]}={[:upper:][:lower:]}' -q -S , -- \"$left[@]\"",
  '}',
  '',
]

const general = (tree: CommandTree, offers: OfferNumbers): ReadonlyArray<string> => [
  '# What holds for every command.',
  'typeset -ga _cli_general',
  '_cli_general=(',
  ...indented(2, tree.options.flatMap((option) => optionSpecs(option, offers))),
  ')',
  '',
]

/** Completion for zsh: to be sourced after compinit, or put into fpath as `_certledger`. It starts no program. */
export const zshScript = (tree: CommandTree): string => {
  const offers = numberedOffers(tree)
  const places = placesOf(tree)
  const script = [
    ...general(tree, offers),
    '# What can stand as a value.',
    '_cli_offer() {',
    '  case $1 in',
    ...indented(4, offers.offers.flatMap(offerCase)),
    '  esac',
    '}',
    '',
    ...machinery,
    ...places.flatMap((place) =>
      place.children.length === 0 ? leafFunction(place, offers) : branchFunction(place, offers)),
    '# Called by zsh as a completion function, or sourced by a person.',
    `if [[ $funcstack[1] == _cli ]]; then _cli "$@"; else compdef _cli ${tree.program}; fi`,
    '',
  ].join('\n')
  return `#compdef ${tree.program}\n\n${script.replaceAll('_cli', `_${identifier(tree.program)}`)}`
}
