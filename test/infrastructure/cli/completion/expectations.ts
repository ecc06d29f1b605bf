/** A line up to the cursor, and what every shell offers there, in any order. */
export type Expectation = { readonly title: string; readonly line: string; readonly offered: ReadonlyArray<string> }

const general = ['--output', '--ledger', '--quiet']

/** What the shells have in common; where they differ on purpose stands in the file of each. */
export const expectations: ReadonlyArray<Expectation> = [
  {
    title: 'the nouns after the name of the program',
    line: 'certledger ',
    offered: ['certificate', 'roll', 'log', 'completion', 'hostile'],
  },
  { title: 'a noun from its beginning', line: 'certledger ce', offered: ['certificate'] },
  { title: 'the verbs of a noun', line: 'certledger certificate ', offered: ['import', 'show', 'get'] },
  { title: 'the verbs of another noun', line: 'certledger roll ', offered: ['cancel'] },
  {
    title: 'the options of a verb with those of the program',
    line: 'certledger certificate import --',
    offered: ['--path', '--type', '--identity', '--reason', '--dry-run', ...general],
  },
  {
    title: 'the options of a command that has no verbs',
    line: 'certledger log --',
    offered: ['--actor', ...general],
  },
  { title: 'an option from its beginning', line: 'certledger certificate import --dr', offered: ['--dry-run'] },
  {
    title: 'the values of an option',
    line: 'certledger certificate get --type ',
    offered: ['Default', 'Internal', 'OAuthTokenIssuer', 'iPadAPNService'],
  },
  {
    title: 'a value in other letters than it is written',
    line: 'certledger certificate get --type oauth',
    offered: ['OAuthTokenIssuer'],
  },
  {
    title: 'a value behind an equals sign',
    line: 'certledger certificate get --type=Def',
    offered: ['Default'],
  },
  { title: 'the values of a short option', line: 'certledger -o ', offered: ['table', 'wide', 'json'] },
  {
    title: 'the values of a general option behind a verb',
    line: 'certledger roll cancel --output ',
    offered: ['table', 'wide', 'json'],
  },
  {
    title: 'verbs behind a general option and its value',
    line: 'certledger --ledger certificate certificate ',
    offered: ['import', 'show', 'get'],
  },
  { title: 'nothing where free text stands', line: 'certledger certificate import --reason ', offered: [] },
  { title: 'nothing for an argument that is free text', line: 'certledger certificate show ', offered: [] },
  { title: 'the words of an argument', line: 'certledger completion ', offered: ['bash', 'zsh', 'fish'] },
  {
    title: 'the options behind an argument with colons',
    line: 'certledger certificate show 2026-11-20T13:14:38Z --a',
    offered: ['--at'],
  },
  {
    title: 'an option again that may be given again',
    line: 'certledger certificate import --type Default --ty',
    offered: ['--type'],
  },
  { title: 'folders only where a folder is wanted', line: 'certledger --ledger s', offered: ['sub'] },
  {
    title: 'a file by its beginning',
    line: 'certledger certificate import --path server.pf',
    offered: ['server.pfx'],
  },
]
