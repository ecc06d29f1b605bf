import { describe, expect, it } from 'vitest'
import { commands } from '../../../../application/commands/catalogue.js'
import { optionGroups } from '../../../../infrastructure/cli/arguments/options-of-command.js'
import { nouns } from '../../../../infrastructure/cli/table/nouns.js'
import { slotWords } from '../../../../infrastructure/cli/table/slot-words.js'
import { table } from '../../../../infrastructure/cli/table/table.js'
import { treeOf } from '../../../../infrastructure/cli/table/tree.js'
import type { CommandNode } from '../../../../infrastructure/cli/completion/command-tree.js'
import { certificateRoles } from '../../../../domain/values/certificate-role.js'
import { questions } from '../../../../projections/questions/catalogue.js'
import { commandsIn, run } from '../fake-world.js'

const option = (path: string, name: string) => {
  const command = table.find((candidate) => candidate.path.join(' ') === path)
  if (command === undefined) throw new Error(`no ${path}`)
  return optionGroups(command).flatMap(({ options }) => options).find(({ names }) => names.includes(name))
}

describe('the table of commands', () => {
  it('has the commands that the design promises', () => {
    expect(table.map(({ path }) => path.join(' ')).toSorted()).toEqual([
      'access grant', 'access list', 'access revoke', 'access rotate', 'agent enrol', 'agent replace-keys',
      'agent run', 'agent status',
      'certificate compromise',
      'certificate correct', 'certificate destroy-key', 'certificate export', 'certificate get',
      'certificate import', 'certificate list', 'certificate remove', 'certificate retire', 'certificate set',
      'certificate show', 'completion', 'diff', 'doctor', 'drift accept',
      'drift list', 'expiring', 'front-end confirm', 'front-end decline',
      'front-end decommission', 'front-end invite', 'front-end list', 'front-end register', 'front-end show',
      'inventory', 'log', 'replication invoke', 'replication status', 'roll activate', 'roll back',
      'roll cancel', 'roll evidence', 'roll list', 'roll policy', 'roll reschedule', 'serve', 'site configure',
      'site show', 'version', 'why',
    ])
  })

  it('explains every noun, and no other', () => {
    expect([...new Set(table.map(({ path }) => path[0]))].toSorted()).toEqual(nouns.map(([noun]) => noun).toSorted())
  })

  it('reaches every command and every question of the catalogues', () => {
    const summaries = new Set(table.map(({ summary }) => summary))
    for (const { summary } of [...Object.values(commands), ...Object.values(questions)]) {
      expect(summaries).toContain(summary)
    }
  })

  it('has no two options of one name in a command', () => {
    for (const command of table) {
      const names = optionGroups(command).flatMap(({ options }) => options.flatMap((found) => found.names))
      expect(names).toEqual([...new Set(names)])
    }
  })

  it('names options as the vendor does, in small letters', () => {
    for (const name of ['--type', '--identity', '--path', '--thumbprint', '--effective-date', '--roll']) {
      expect(option('certificate set', name)).toBeDefined()
    }
    for (const name of ['--previous', '--force']) expect(option('certificate remove', name)).toBeDefined()
  })

  it('takes passwords from a file, a descriptor or a variable', () => {
    for (const path of ['certificate import', 'certificate set', 'certificate export']) {
      for (const source of ['file', 'fd', 'env']) expect(option(path, `--password-${source}`)).toBeDefined()
      expect(option(path, '--password')).toBeUndefined()
    }
  })

  it('gives both times to every question, and a reason and a dry run to every command', () => {
    for (const { path, kind } of table) {
      const name = path.join(' ')
      for (const time of ['--at', '--known-at']) expect(option(name, time) !== undefined).toBe(kind === 'question')
      for (const record of ['--reason', '--ticket', '--dry-run', '--yes', '--on-behalf-of', '--command-id']) {
        expect(option(name, record) !== undefined).toBe(kind === 'command')
      }
      expect(option(name, '--output')).toBeDefined()
    }
  })
})

describe('the tree that shells complete', () => {
  const tree = treeOf(table)
  const leaves = (nodes: ReadonlyArray<CommandNode>): ReadonlyArray<CommandNode> =>
    nodes.flatMap((node) => (node.children.length === 0 ? [node] : leaves(node.children)))

  it('has a leaf for every command', () => {
    expect(leaves(tree.children)).toHaveLength(table.length)
  })

  it('offers types, files and directories', () => {
    const [certificate] = tree.children
    const set = certificate?.children.find(({ name }) => name === 'set')
    const offer = (name: string) =>
      [...(set?.options ?? []), ...tree.options].find(({ names }) => names.includes(name))?.value
    expect(offer('--type')).toEqual({ _tag: 'Words', words: certificateRoles, list: true })
    expect(offer('--path')).toMatchObject({ _tag: 'File' })
    expect(offer('--ledger')).toEqual({ _tag: 'Directory' })
    expect(offer('--roll')).toBeNull()
    expect(offer('-o')).toMatchObject({ _tag: 'Words', list: false })
  })
})

describe('certificate set', () => {
  const slot = ['--type', 'OAuthTokenIssuer']

  it('assigns what a thumbprint names', async () => {
    const { code, done } = await run(['certificate', 'set', ...slot, '--thumbprint', 'AB'.repeat(20)])
    expect(code).toBe(0)
    expect(commandsIn(done)).toMatchObject([
      { name: 'AssignCertificate', input: { type: ['OAuthTokenIssuer'], thumbprint: 'AB'.repeat(20) } },
    ])
  })

  it('imports and assigns what a path names', async () => {
    const { code, done } = await run(['certificate', 'set', ...slot, '--path', '-'], { stdin: Buffer.from('pfx') })
    expect(code).toBe(0)
    expect(commandsIn(done)).toMatchObject([
      { name: 'ImportCertificate', input: { type: ['OAuthTokenIssuer'], file: Buffer.from('pfx') } },
    ])
  })

  it.each([
    [['--thumbprint', 'AB'.repeat(20), '--path', 'x.pfx']],
    [[]],
  ])('wants exactly one of thumbprint and path: %j', async (given) => {
    const { code, err, done } = await run(['certificate', 'set', ...slot, ...given, '-o', 'json'])
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ type: 'ExactlyOneOf' })
    expect(done).toEqual([])
  })

  it('wants a type with a path as well', async () => {
    const { code, err } = await run(['certificate', 'set', '--path', 'x.pfx', '-o', 'json'])
    expect(code).toBe(2)
    expect(JSON.parse(err)).toMatchObject({ problems: [{ field: 'type' }] })
  })
})

describe('one word for a slot', () => {
  it.each([
    ['OAuthTokenIssuer@global', { type: 'OAuthTokenIssuer', identity: 'global' }],
    ['default@fe01.contoso.com', { type: 'default', identity: 'fe01.contoso.com' }],
    ['oauthtokenissuer', { type: 'oauthtokenissuer' }],
    ['fe01.contoso.com', { frontEnd: 'fe01.contoso.com' }],
  ])('%s', (word, expected) => {
    expect(slotWords(word)).toEqual(expected)
  })

  it('is what why and log take', async () => {
    const why = await run(['why', 'OAuthTokenIssuer@global'])
    expect(why.done).toContainEqual(
      expect.objectContaining({ name: 'Why', input: { type: 'OAuthTokenIssuer', identity: 'global' } }),
    )
    const log = await run(['log', '--slot', 'Default@fe01.contoso.com', '--newest', '3'])
    expect(log.done).toContainEqual(
      expect.objectContaining({ name: 'Log', input: { type: 'Default', identity: 'fe01.contoso.com', newest: '3' } }),
    )
  })
})
