/** A text that breaks exactly one rule of the linter when it stands in `file`. */
export type LintProbe = {
  readonly rule: string
  readonly says: string
  readonly file: string
  readonly text: string
}

const inner = { domain: 'domain/probe', application: 'application/probe', projections: 'projections/probe' }
const lines = (count: number, line: string): string => `${line}\n`.repeat(count)
const branches = (count: number): string =>
  Array.from({ length: count }, (_, index) => `  if (n === ${index}) return '${index}'\n`).join('')

const impure = [
  'process.pid', 'Buffer.alloc(1)', 'crypto.randomUUID()', 'performance.now()', 'setTimeout(f, 1)', 'setInterval(f, 1)',
  'setImmediate(f)', 'queueMicrotask(f)', 'fetch(u)', 'globalThis', 'global', 'console',
]

const effects: ReadonlyArray<readonly [rule: string, says: string, text: string]> = [
  ['no-restricted-properties', 'the clock is read', 'export const now = (): number => Date.now()\n'],
  ['no-restricted-properties', 'chance is asked', 'export const chance = (): number => Math.random()\n'],
  ['no-restricted-syntax', 'a date is made of now', 'export const now = (): Date => new Date()\n'],
  ['no-restricted-syntax', 'a date is written of now', 'export const now = (): string => Date()\n'],
  ['no-restricted-syntax', 'a refusal is thrown', "export const refuse = (): never => {\n  throw new Error('no')\n}\n"],
  [
    'no-restricted-syntax', 'a failure is caught',
    'export const read = (text: string): unknown => {\n  try {\n    return JSON.parse(text)\n'
    + '  } catch {\n    return null\n  }\n}\n',
  ],
]

const below: ReadonlyArray<LintProbe> = Object.entries(inner).flatMap(([room, file]) =>
  effects.map(([rule, says, text], index) => ({
    rule, says: `${says} in ${room}`, file: `${file}-effect-${index}.ts`, text,
  })))

const globals: ReadonlyArray<LintProbe> = impure.map((use, index) => ({
  rule: 'no-restricted-globals',
  says: `${use} is used in domain`,
  file: `domain/probe-global-${index}.ts`,
  text: `declare const f: () => void\ndeclare const u: string\nexport const effect = (): unknown => [f, u, ${use}]\n`,
}))

const everywhere: ReadonlyArray<readonly [rule: string, says: string, text: string]> = [
  ['@typescript-eslint/no-explicit-any', 'a type is any', 'export type Anything = ReadonlyArray<any>\n'],
  [
    '@typescript-eslint/no-unsafe-assignment', 'any flows into a name',
    'export const read = (text: string): unknown => {\n  const found = JSON.parse(text)\n  return [found]\n}\n',
  ],
  [
    '@typescript-eslint/no-unsafe-return', 'any flows out of a function',
    'export const read = (text: string): string => JSON.parse(text)\n',
  ],
  [
    '@typescript-eslint/no-unsafe-argument', 'any flows into a function',
    'export const read = (text: string): number => Number.parseInt(JSON.parse(text), 10)\n',
  ],
  [
    '@typescript-eslint/no-unsafe-member-access', 'a member of any is read',
    'export const read = (text: string): boolean => JSON.parse(text).length === 0\n',
  ],
  [
    '@typescript-eslint/no-unsafe-call', 'any is called',
    'export const read = (text: string): boolean => JSON.parse(text)() === 0\n',
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check', 'a switch forgets a case',
    "export const size = (of: 'a' | 'b'): number => {\n  switch (of) {\n    case 'a': return 1\n  }\n  return 0\n}\n",
  ],
  [
    '@typescript-eslint/no-floating-promises', 'a promise is let go',
    'export const go = (work: () => Promise<void>): void => {\n  work()\n}\n',
  ],
  [
    '@typescript-eslint/no-misused-promises', 'a promise is given where nobody waits',
    'export const go = (work: () => Promise<void>): void => {\n  [1].forEach(work)\n}\n',
  ],
  [
    '@typescript-eslint/consistent-type-imports', 'a type is imported as a value',
    "import { Instant } from 'PRELUDE/values/instant.js'\nexport type At = { readonly at: Instant }\n",
  ],
  [
    '@typescript-eslint/no-non-null-assertion', 'an absence is denied',
    'export const first = (of: ReadonlyArray<string>): string => of[0]!\n',
  ],
  ['@typescript-eslint/no-unused-vars', 'a name is never used', 'const unused = 1\nexport const used = 2\n'],
  ['no-restricted-syntax', 'a default is exported', 'const one = 1\nexport default one\n'],
  ['eqeqeq', 'equality coerces', 'export const same = (a: number, b: number): boolean => a == b\n'],
  [
    'no-restricted-imports', 'a builtin is named without node:',
    "import { join } from 'path'\nexport const both = (a: string): string => String(join(a, a))\n",
  ],
  [
    'no-restricted-imports', 'node-forge is imported by name',
    "import { pki } from 'node-forge'\nexport const kinds = (): ReadonlyArray<string> => Object.keys(pki)\n",
  ],
  [
    '@typescript-eslint/ban-ts-comment', 'the compiler is silenced',
    '// @ts-ignore\nexport const one: string = String(1)\n',
  ],
  ['@stylistic/semi', 'a semicolon ends a line', 'export const one = 1;\n'],
  ['@stylistic/quotes', 'quotes are double', 'export const one = "1"\n'],
  ['@stylistic/indent', 'an indentation is not two spaces', 'export const one = (): number => {\n   return 1\n}\n'],
  ['@stylistic/comma-dangle', 'a trailing comma is missing', 'export const one = [\n  1\n]\n'],
  ['@stylistic/max-len', 'a line is longer than 120', `export const one = '${'x'.repeat(101)}'\n`],
]

const rooms = { 'domain/probe': '..', 'infrastructure/probe': '../../domain', 'test/probe': '../../domain' }
const general: ReadonlyArray<LintProbe> = Object.entries(rooms).flatMap(([folder, domain]) =>
  everywhere.map(([rule, says, text], index) => ({
    rule, says: `${says} in ${folder}`, file: `${folder}/general-${index}.ts`, text: text.replace('PRELUDE', domain),
  })))

const source: ReadonlyArray<LintProbe> = [
  [
    '@typescript-eslint/consistent-type-assertions', 'a type is asserted',
    'export const a = (x: unknown): string => x as string\n',
  ],
  ['@typescript-eslint/explicit-module-boundary-types', 'an export has no written type', 'export const a = () => 1\n'],
  ['max-lines', 'a file has more than 250 lines', lines(251, 'export {}')],
  [
    'max-lines-per-function', 'a function has more than 40 lines',
    `export const a = (): void => {\n${lines(40, '  void 0')}}\n`,
  ],
  [
    'complexity', 'a function has more than 20 ways',
    `export const a = (n: number): string => {\n${branches(20)}  return ''\n}\n`,
  ],
  [
    'max-depth', 'blocks stand four deep',
    'export const a = (b: boolean): void => {\n  if (b) {\n    for (;;) {\n      while (b) {\n        if (b) {\n'
    + '          return\n        }\n      }\n    }\n  }\n}\n',
  ],
  [
    'max-params', 'a function takes six arguments',
    'export const a = (b: 1, c: 1, d: 1, e: 1, f: 1, g: 1): number => b + c + d + e + f + g\n',
  ],
].map(([rule = '', says = '', text = ''], index) => ({
  rule, says, file: `infrastructure/probe/source-${index}.ts`, text,
}))

export const lintProbes: ReadonlyArray<LintProbe> = [
  ...below,
  ...globals,
  ...general,
  ...source,
  {
    rule: 'no-console', says: 'a line is printed past the ports',
    file: 'infrastructure/probe/console.ts', text: "export const say = (): void => {\n  console.log('a')\n}\n",
  },
  {
    rule: '@typescript-eslint/no-unnecessary-condition', says: 'a condition is always true',
    file: 'domain/probe-condition.ts', text: "export const a = (b: string): string => b ?? 'c'\n",
  },
  {
    rule: 'no-console', says: 'a comment switches a rule off', file: 'infrastructure/probe/comment.ts',
    text: "// eslint-disable-next-line no-console\nexport const say = (): void => { console.log('a') }\n",
  },
  ...['only', 'skip', 'todo'].map((way): LintProbe => ({
    rule: 'no-restricted-syntax', says: `a test is marked ${way}`, file: `test/probe/${way}.spec.ts`,
    text: `import { it } from 'vitest'\nit.${way}('says nothing')\n`,
  })),
]
