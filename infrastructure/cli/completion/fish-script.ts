import { placesOf, type Place } from './commands-of.js'
import type { ArgumentNode, CommandTree, OptionNode, ValueOffer } from './command-tree.js'
import { fishQuoted, identifier } from './quoting.js'

/** What is offered for a value: arguments of `complete`. Files and directories are fish's own. */
const offered = (value: ValueOffer): string => {
  switch (value._tag) {
    case 'Text':
      return '-f'
    case 'Words': {
      const words = value.words.map(fishQuoted).join(' ')
      return `-f -a ${fishQuoted(value.list ? `(__cli_list ${words})` : words)}`
    }
    case 'File':
      return '-F'
    case 'Directory':
      return `-f -a ${fishQuoted('(__fish_complete_directories)')}`
  }
}

const optionName = (name: string): string => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)

const optionLine = (condition: string, { names, summary, value }: OptionNode): string =>
  [
    `complete -c __program${condition}`,
    ...names.map(optionName),
    value === null ? '-f' : `-r ${offered(value)}`,
    `-d ${fishQuoted(summary)}`,
  ].join(' ')

/** That the words before the cursor lead to a place, or to one of its arguments. */
const at = ({ path }: Place, argument = ''): string =>
  ` -n ${fishQuoted(`__cli_at ${fishQuoted(path.join(' '))}${argument}`)}`

const argumentLine = (place: Place, { value }: ArgumentNode, index: number): string =>
  `complete -c __program${at(place, ` ${index}`)} ${offered(value)}`

const placeLines = (place: Place): ReadonlyArray<string> => [
  ...place.children.map(({ name, summary }) =>
    `complete -c __program${at(place)} -f -a ${fishQuoted(name)} -d ${fishQuoted(summary)}`),
  ...place.options.map((option) => optionLine(at(place), option)),
  ...place.arguments.map((argument, index) => argumentLine(place, argument, index)),
]

/** `path|option` for every option that takes a value. */
const valued = (tree: CommandTree): ReadonlyArray<string> => {
  const named = (path: string, options: ReadonlyArray<OptionNode>) =>
    options.filter(({ value }) => value !== null).flatMap(({ names }) => names.map((name) => `${path}|${name}`))
  return [
    ...named('*', tree.options),
    ...placesOf(tree).flatMap((place) => named(place.path.join(' '), place.options)),
  ]
}

const tables = (tree: CommandTree): ReadonlyArray<string> => {
  const paths = placesOf(tree).slice(1).map(({ path }) => path.join(' '))
  return [
    `set -g __cli_paths ${paths.map(fishQuoted).join(' ')}`,
    `set -g __cli_valued ${valued(tree).map(fishQuoted).join(' ')}`,
  ]
}

const machinery = `
# Whether the words before the cursor lead to a command, and, where a number is given, to its argument of that number.
function __cli_at --argument-names wanted wanted_count
    set -l path ''
    set -l count 0
    set -l plain 0
    set -l skip 0
    for token in (commandline -opc)[2..-1]
        set -l next (string trim -- "$path $token")
        if test $skip = 1
            set skip 0
        else if test $plain = 0; and test "$token" = --
            set plain 1
        else if test $plain = 0; and string match -qr '^-.' -- $token
            if contains -- "$path|$token" $__cli_valued; or contains -- "*|$token" $__cli_valued
                set skip 1
            end
        else if test $plain = 0; and contains -- $next $__cli_paths
            set path $next
        else
            set count (math $count + 1)
        end
    end
    test "$path" = "$wanted"; or return 1
    if test -z "$wanted_count"
        test $plain = 0
    else
        test $count = "$wanted_count"
    end
end

# Words of which several may be given, with commas between them, each once.
function __cli_list
    set -l token (commandline -ct | string replace -r '^--[^=]*=' '')
    set -l given (string split , -- $token)
    set -l before (string match -r '^.*,' -- $token)
    for word in $argv
        contains -- $word $given[1..-2]; or echo "$before$word"
    end
end
`

/** Completion for fish: to be sourced, or put into its folder of completions. It starts no program. */
export const fishScript = (tree: CommandTree): string => {
  const script = [
    ...tables(tree),
    machinery,
    'complete -c __program -e',
    'complete -c __program -f',
    ...tree.options.map((option) => optionLine('', option)),
    ...placesOf(tree).flatMap(placeLines),
    '',
  ].join('\n')
  const named = script
    .replaceAll('__cli', `__${identifier(tree.program)}`)
    .replaceAll('__program', fishQuoted(tree.program))
  return `# fish completion for ${tree.program}\n${named}`
}
