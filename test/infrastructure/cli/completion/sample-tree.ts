import type { CommandTree, OptionNode, ValueOffer } from '../../../../infrastructure/cli/completion/command-tree.js'

const option = (name: string, value: ValueOffer | null, summary = `about ${name}`, repeatable = false): OptionNode => ({
  names: [name],
  summary,
  value,
  repeatable,
})

const text: ValueOffer = { _tag: 'Text' }
const directory: ValueOffer = { _tag: 'Directory' }
const certificateFile: ValueOffer = { _tag: 'File', extensions: ['pfx', 'pem'] }
const wordsOf = (...words: ReadonlyArray<string>): ValueOffer => ({ _tag: 'Words', words, list: false })
const roleNames = ['Default', 'Internal', 'OAuthTokenIssuer', 'iPadAPNService']
const role = wordsOf(...roleNames)
const roles: ValueOffer = { _tag: 'Words', words: roleNames, list: true }
const scope = wordsOf('global')

/** Words that a shell would expand, split or run if they were not quoted. */
export const hostileWords = ['$(touch pwned)', 'a b', "it's", '`touch pwned`', '*']
const hostileSummary = 'it\'s "quoted" [in brackets]: a\\b $(touch pwned) `touch pwned` \u2019 %s'

const type = option('--type', roles, 'certificate type, or several: a list', true)
const dryRun = option('--dry-run', null)

/** A command line like the program's own, small enough to be read. */
export const sampleTree: CommandTree = {
  program: 'certledger',
  options: [
    {
      names: ['--output', '-o'],
      summary: 'form of the answer',
      value: wordsOf('table', 'wide', 'json'),
      repeatable: false,
    },
    option('--ledger', directory, 'directory of the ledger'),
    option('--quiet', null),
  ],
  children: [
    {
      name: 'certificate',
      summary: 'certificates',
      options: [],
      arguments: [],
      children: [
        {
          name: 'import',
          summary: "import a file, with its owner's key",
          options: [
            option('--path', certificateFile),
            type,
            option('--identity', scope),
            option('--reason', text),
            dryRun,
          ],
          arguments: [],
          children: [],
        },
        {
          name: 'show',
          summary: 'show one: facts and chain',
          options: [option('--at', text)],
          arguments: [{ name: 'thumbprint', value: text }],
          children: [],
        },
        { name: 'get', summary: 'what is in force', options: [option('--type', role)], arguments: [], children: [] },
      ],
    },
    {
      name: 'roll',
      summary: 'rolls',
      options: [],
      arguments: [],
      children: [{ name: 'cancel', summary: 'cancel one', options: [type, dryRun], arguments: [], children: [] }],
    },
    { name: 'log', summary: 'the log', options: [option('--actor', text)], arguments: [], children: [] },
    {
      name: 'completion',
      summary: 'this script',
      options: [],
      arguments: [
        { name: 'shell', value: wordsOf('bash', 'zsh', 'fish') },
        { name: 'file', value: { _tag: 'File', extensions: [] } },
      ],
      children: [],
    },
    {
      name: 'hostile',
      summary: hostileSummary,
      options: [option('--odd', wordsOf(...hostileWords), hostileSummary)],
      arguments: [],
      children: [],
    },
  ],
}
