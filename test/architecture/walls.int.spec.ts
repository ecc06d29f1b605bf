import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyOfTheHouse, house, rooms, type HouseCopy } from './copy-of-the-house.js'
import { wallProbes, type WallProbe } from './wall-probes.js'

type Package = { readonly scripts: Readonly<Record<string, string>> }

type Report = {
  readonly modules: ReadonlyArray<{ readonly source: string }>
  readonly summary: {
    readonly violations: ReadonlyArray<{ readonly from: string; readonly rule: { readonly name: string } }>
    readonly ruleSetUsed: { readonly forbidden: ReadonlyArray<{ readonly name: string; readonly comment: string }> }
  }
}

/** Runs the very command of package.json, in `folder`. */
const cruise = async (folder: string): Promise<Report> => {
  const { scripts } = JSON.parse(await readFile(join(house, 'package.json'), 'utf8')) as Package
  const [program, ...folders] = (scripts['lint:walls'] ?? '').split(' ')
  expect(program).toBe('depcruise')
  const bin = join(house, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const output = await new Promise<string>((resolve) => {
    const args = [bin, ...folders, '--output-type', 'json']
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_, stdout) => { resolve(stdout) })
  })
  return JSON.parse(output) as Report
}

describe('the walls between the rooms', () => {
  let copy: HouseCopy
  let report: Report

  beforeAll(async () => {
    copy = await copyOfTheHouse()
    for (const probe of wallProbes) for (const [file, text] of Object.entries(probe.files)) await copy.write(file, text)
    report = await cruise(copy.path)
  })
  afterAll(() => copy.remove())

  it('are drawn around every module of every room', async () => {
    const ours = new RegExp(`^(${rooms.join('|')})/.*\\.ts$`)
    const seen = report.modules.map(({ source }) => source).filter((source) => ours.test(source))
    expect(seen.sort()).toEqual(await copy.modules())
  })

  it('stand between files with kebab-case names', async () => {
    const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)+[a-z0-9]+(-[a-z0-9]+)*(\.(int|e2e))?(\.(spec|contract))?\.ts$/
    expect((await copy.modules()).filter((file) => !kebab.test(file))).toEqual([])
  })

  it('each have a probe, a sentence and a record', () => {
    const rules = report.summary.ruleSetUsed.forbidden
    expect(new Set(wallProbes.flatMap(({ rule }) => rule ?? []))).toEqual(new Set(rules.map((rule) => rule.name)))
    expect(rules.length).toBeLessThanOrEqual(16)
    for (const { comment } of rules) expect(comment).toMatch(/^[A-Z].+[^.] \(ADR \d{4}\)\.$/)
  })

  const brokenBy = ({ files }: WallProbe): Set<string> =>
    new Set(report.summary.violations.filter(({ from }) => from in files).map((violation) => violation.rule.name))

  it.each(wallProbes.filter(({ rule }) => rule !== null))('refuse that $says ($rule)', (probe) => {
    expect(brokenBy(probe)).toEqual(new Set([probe.rule]))
  })

  it.each(wallProbes.filter(({ rule }) => rule === null))('allow that $says', (probe) => {
    expect(brokenBy(probe)).toEqual(new Set())
  })
})
