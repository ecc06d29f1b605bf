/** Files that break one rule, or (`rule: null`) that stand close to a wall and break none. */
export type WallProbe = {
  readonly rule: string | null
  readonly says: string
  readonly files: Readonly<Record<string, string>>
}

const leaf = "import { t } from '../prelude.js'\nexport const leaf = t.string\n"
const applicationLeaf = leaf.replace('..', '.')
const deepLeaf = "import { t } from '../../domain/prelude.js'\nexport const leaf = t.string\n"
const reads = (from: string): string => `export { leaf } from '${from}'\n`
const calls = (name: string): string => `import * as foreign from '${name}'\nexport const leaf = foreign\n`

export const wallProbes: ReadonlyArray<WallProbe> = [
  {
    rule: 'domain-stands-alone', says: 'the domain reads the application',
    files: {
      'domain/probe/a1.ts': reads('../../application/probe-a1.js'),
      'application/probe-a1.ts': applicationLeaf,
    },
  },
  {
    rule: 'domain-stands-alone', says: 'the domain reads a file system',
    files: { 'domain/probe/a2.ts': calls('node:fs') },
  },
  {
    rule: 'domain-stands-alone', says: 'the domain reads a package',
    files: { 'domain/probe/a3.ts': calls('uuid') },
  },
  {
    rule: 'domain-stands-alone', says: 'the domain takes a mere type from the infrastructure',
    files: {
      'domain/probe/a4.ts':
        "import type { leaf } from '../../infrastructure/probe-a4/x.js'\nexport type A = typeof leaf\n",
      'infrastructure/probe-a4/x.ts': deepLeaf,
    },
  },
  {
    rule: 'functional-style-through-the-preludes', says: 'a value names fp-ts itself',
    files: { 'domain/probe/b1.ts': calls('fp-ts/lib/Either.js') },
  },
  {
    rule: 'functional-style-through-the-preludes', says: 'a projection names io-ts itself',
    files: { 'projections/probe-b2.ts': calls('io-ts') },
  },
  {
    rule: 'domain-folders-do-not-meet', says: 'an aggregate reads another one',
    files: { 'domain/probe-c1/a.ts': reads('../probe-c2/b.js'), 'domain/probe-c2/b.ts': leaf },
  },
  {
    rule: 'domain-folders-do-not-meet', says: 'a value reads an aggregate',
    files: { 'domain/values/probe-c3.ts': reads('../probe-c4/b.js'), 'domain/probe-c4/b.ts': leaf },
  },
  {
    rule: null, says: 'an aggregate reads a value and the facts of a certificate',
    files: {
      'domain/probe-c5/a.ts': `${reads('../values/probe-c5.js')}export * from '../certificate/facts.js'\n`,
      'domain/values/probe-c5.ts': leaf,
    },
  },
  {
    rule: 'messages-come-first', says: 'events read the state that is made from them',
    files: { 'domain/probe-d1/events.ts': reads('./state.js'), 'domain/probe-d1/state.ts': leaf },
  },
  {
    rule: null, says: 'a state reads the events that it is made from',
    files: { 'domain/probe-d2/state.ts': reads('./events.js'), 'domain/probe-d2/events.ts': leaf },
  },
  {
    rule: 'application-knows-the-domain', says: 'the application reads a projection',
    files: {
      'application/probe-e1.ts': reads('../projections/probe-e1.js'),
      'projections/probe-e1.ts': reads('../domain/probe-e1/events.js'),
      'domain/probe-e1/events.ts': leaf,
    },
  },
  {
    rule: 'application-knows-the-domain', says: 'the application reads an adapter',
    files: {
      'application/probe-e2.ts': reads('../infrastructure/probe-e2/x.js'),
      'infrastructure/probe-e2/x.ts': deepLeaf,
    },
  },
  {
    rule: 'application-knows-the-domain', says: 'the application reads a clock of Node',
    files: { 'application/probe-e3.ts': calls('node:timers') },
  },
  {
    rule: 'ports-are-contracts', says: 'a port reads the use case that needs it',
    files: {
      'application/ports/probe-f1.ts': reads('../probe-f1.js'),
      'application/probe-f1.ts': applicationLeaf,
    },
  },
  {
    rule: 'projections-read-recorded-facts', says: 'a projection reads a decision',
    files: { 'projections/probe-g1.ts': reads('../domain/probe-g1/decide.js'), 'domain/probe-g1/decide.ts': leaf },
  },
  {
    rule: 'projections-read-recorded-facts', says: 'a projection reads commands',
    files: {
      'projections/probe-g2.ts': reads('../domain/probe-g2/commands.js'),
      'domain/probe-g2/commands.ts': leaf,
    },
  },
  {
    rule: 'projections-read-recorded-facts', says: 'a projection reads the application',
    files: {
      'projections/probe-g3.ts': reads('../application/probe-g3.js'),
      'application/probe-g3.ts': applicationLeaf,
    },
  },
  {
    rule: 'projections-read-recorded-facts', says: 'a projection reads a database',
    files: { 'projections/probe-g4.ts': calls('node:sqlite') },
  },
  {
    rule: null, says: 'a projection reads a named pure reader',
    files: {
      'projections/probe-g5.ts': reads('../domain/probe-g5/slot-at.js'),
      'domain/probe-g5/slot-at.ts': leaf,
    },
  },
  {
    rule: 'adapters-do-not-meet', says: 'an adapter reads another one',
    files: { 'infrastructure/probe-h1/x.ts': reads('../probe-h2/y.js'), 'infrastructure/probe-h2/y.ts': deepLeaf },
  },
  {
    rule: 'adapters-do-not-meet', says: 'an adapter reads the composition',
    files: {
      'infrastructure/probe-h3/x.ts': reads('../system/probe-h3.js'),
      'infrastructure/system/probe-h3.ts': deepLeaf,
    },
  },
  {
    rule: 'adapters-do-not-meet', says: 'an adapter reads a test',
    files: {
      'infrastructure/probe-h4/x.ts': reads('../../test/probe-h4.js'),
      'test/probe-h4.ts': applicationLeaf.replace('./', '../application/'),
    },
  },
  {
    rule: null, says: 'an adapter reads a shared helper, a port and Node',
    files: {
      'infrastructure/probe-h5/x.ts':
        `${reads('../shared/probe-h5.js')}${reads('../../application/ports/probe-h5.js')}${calls('node:fs')}`,
      'application/ports/probe-h5.ts': deepLeaf,
      'infrastructure/shared/probe-h5.ts': deepLeaf,
    },
  },
  {
    rule: 'faces-use-the-composition', says: 'the command line reads an adapter',
    files: {
      'infrastructure/cli/probe-i1.ts': reads('../probe-i1/x.js'),
      'infrastructure/probe-i1/x.ts': deepLeaf,
    },
  },
  {
    rule: 'faces-use-the-composition', says: 'the server reads an adapter',
    files: {
      'infrastructure/http/probe-i3.ts': reads('../probe-i3/x.js'),
      'infrastructure/probe-i3/x.ts': deepLeaf,
    },
  },
  {
    rule: 'faces-use-the-composition', says: 'the server reads the command line',
    files: {
      'infrastructure/http/probe-i4.ts': reads('../cli/probe-i4.js'),
      'infrastructure/cli/probe-i4.ts': deepLeaf,
    },
  },
  {
    rule: 'network-stays-in-its-rooms', says: 'the composition serves by itself',
    files: { 'infrastructure/system/probe-i5.ts': calls('fastify') },
  },
  {
    rule: 'network-stays-in-its-rooms', says: 'the vault asks another machine',
    files: { 'infrastructure/vault/probe-i6.ts': calls('undici') },
  },
  {
    rule: null, says: 'the server serves, in the words that all faces share',
    files: {
      'infrastructure/http/probe-i7.ts':
        `${calls('fastify')}${reads('../wording/probe-i7.js').replace('leaf', 'leaf as words')}`,
      'infrastructure/wording/probe-i7.ts': deepLeaf,
    },
  },
  {
    rule: null, says: 'the command line reads the composition',
    files: {
      'infrastructure/cli/probe-i2.ts': reads('../system/probe-i2.js'),
      'infrastructure/system/probe-i2.ts': deepLeaf,
    },
  },
  {
    rule: 'composition-knows-no-face', says: 'the composition reads the command line',
    files: {
      'infrastructure/system/probe-j1.ts': reads('../cli/probe-j1.js'),
      'infrastructure/cli/probe-j1.ts': deepLeaf,
    },
  },
  {
    rule: null, says: 'the composition reads an adapter',
    files: {
      'infrastructure/system/probe-j2.ts': reads('../probe-j2/x.js'),
      'infrastructure/probe-j2/x.ts': deepLeaf,
    },
  },
  {
    rule: 'forge-stays-in-x509', says: 'the vault reads containers itself',
    files: { 'infrastructure/vault/probe-k1.ts': "import forge from 'node-forge'\nexport const leaf = forge\n" },
  },
  {
    rule: null, says: 'x509 reads containers',
    files: { 'infrastructure/x509/probe-k2.ts': "import forge from 'node-forge'\nexport const leaf = forge\n" },
  },
  {
    rule: 'no-development-packages', says: 'an adapter needs a test library',
    files: { 'infrastructure/probe-l1/x.ts': calls('fast-check') },
  },
  {
    rule: 'declared-packages-only', says: 'a package is not in package.json',
    files: { 'infrastructure/probe-m1/x.ts': calls('chai') },
  },
  {
    rule: 'declared-packages-only', says: 'a file does not exist',
    files: { 'infrastructure/probe-m2/x.ts': reads('./nowhere.js') },
  },
  {
    rule: 'no-circular', says: 'two files need each other',
    files: {
      'infrastructure/probe-n1/x.ts': "import { y } from './y.js'\nexport const x = (): unknown => y\n",
      'infrastructure/probe-n1/y.ts': "import { x } from './x.js'\nexport const y = (): unknown => x\n",
    },
  },
  {
    rule: 'no-circular', says: 'two types need each other',
    files: {
      'domain/probe/n2.ts': "import type { N3 } from './n3.js'\nexport type N2 = { readonly n: N3 | null }\n",
      'domain/probe/n3.ts': "import type { N2 } from './n2.js'\nexport type N3 = { readonly n: N2 | null }\n",
    },
  },
  {
    rule: 'no-orphans', says: 'nothing needs it and it needs nothing',
    files: { 'infrastructure/probe-o1/x.ts': 'export const leaf = 1\n' },
  },
]
