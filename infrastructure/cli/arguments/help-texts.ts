import type { CliCommand } from '../table/cli-command.js'

const EXIT_CODES = `
Exit codes:
  0  fine                             5  verification failed
  1  failure                          6  denied
  2  wrong usage                      7  not found (at that time)
  3  something to be warned of found  8  conflict, or refused by a rule
  4  something critical found         9  unavailable: busy, read-only, full
`

const EXAMPLES = `
Examples:
  $ certledger certificate import --path oauth.pfx --type OAuthTokenIssuer
  $ certledger certificate get
  $ certledger certificate get --at 2026-12-01 --known-at 2026-11-20T12:00:00Z
  $ certledger why OAuthTokenIssuer@global

certledger COMMAND --help shows what a command takes, with examples.
`

/** Help of the program itself. */
export const programHelp = {
  description: 'Knows, proves and changes which certificate is in force where, at any moment in time.',
  after: `${EXAMPLES}${EXIT_CODES}`,
} as const

const HELP_COLUMNS = 98

/** Words as a paragraph of indented lines. */
const paragraph = (words: ReadonlyArray<string>): string =>
  words.reduce<ReadonlyArray<string>>((lines, word) => {
    const last = lines.at(-1) ?? ''
    const fits = last !== '' && last.length + word.length + 2 <= HELP_COLUMNS
    return fits ? [...lines.slice(0, -1), `${last}, ${word}`] : [...lines, `  ${word}`]
  }, []).join(',\n')

/** Every certificate type, which is too much for the line of an option. */
const typesOf = ({ fields: { type } }: CliCommand): string => {
  const words = type?.schema.enum ?? type?.schema.items?.enum
  return words === undefined ? '' : `\nTypes:\n${paragraph(words)}\n`
}

const notesOf = ({ notes }: CliCommand): string => (notes.length === 0 ? '' : `\n${notes.join('\n')}\n`)

/** What stands below the options of a command: notes and examples. */
export const helpAfter = (command: CliCommand): string => {
  const lines = command.examples.map((example) => `  $ certledger ${[...command.path, example].join(' ').trim()}\n`)
  return `${typesOf(command)}${notesOf(command)}\nExamples:\n${lines.join('')}`
}
