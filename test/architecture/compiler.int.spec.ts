import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyOfTheHouse, house, type HouseCopy } from './copy-of-the-house.js'

const effects = [
  'process.pid', 'Buffer.alloc(1)', 'console.log(1)', 'setTimeout(() => 1, 1)', 'crypto.randomUUID()', 'fetch',
]

const probes = ['domain', 'application', 'projections'].flatMap((room) => [
  ...effects.map((use, index) => ({
    says: `${use} in ${room}`,
    file: `${room}/probe-effect-${index}.ts`,
    text: `export const effect: unknown = ${use}\n`,
  })),
  { says: `node:fs in ${room}`, file: `${room}/probe-builtin.ts`, text: "export * as leaf from 'node:fs'\n" },
  {
    says: `infrastructure in ${room}`, file: `${room}/probe-up.ts`,
    text: "export { leaf } from '../infrastructure/probe-leaf.js'\n",
  },
])

const sideways = [
  { says: 'projections in application', file: 'application/probe-sideways.ts', from: '../projections/probe-leaf.js' },
  { says: 'application in projections', file: 'projections/probe-sideways.ts', from: '../application/probe-leaf.js' },
  { says: 'application in domain', file: 'domain/probe-sideways.ts', from: '../application/probe-leaf.js' },
].map(({ says, file, from }) => ({ says, file, text: `export { leaf } from '${from}'\n` }))

const leaves = ['application', 'projections', 'infrastructure'].map((room) => `${room}/probe-leaf.ts`)

describe('the compiler', () => {
  let copy: HouseCopy
  let refused: ReadonlySet<string>

  beforeAll(async () => {
    copy = await copyOfTheHouse()
    for (const { file, text } of [...probes, ...sideways]) await copy.write(file, text)
    for (const leaf of leaves) await copy.write(leaf, 'export const leaf = 1\n')
    const output = await new Promise<string>((resolve) => {
      const tsc = join(house, 'node_modules/typescript/bin/tsc')
      const args = [tsc, '-b', 'application', 'projections', '--pretty', 'false']
      execFile(process.execPath, args, { cwd: copy.path }, (_, stdout) => { resolve(stdout) })
    })
    refused = new Set(output.split('\n').map((line) => /^([^(]+)\(\d+,\d+\): error/.exec(line)?.[1] ?? ''))
  })
  afterAll(() => copy.remove())

  it.each([...probes, ...sideways])('knows no $says', ({ file }) => {
    expect(refused).toContain(file)
  })

  it('knows the leaves that the probes reach for', () => {
    expect(leaves.filter((leaf) => refused.has(leaf))).toEqual([])
  })
})
