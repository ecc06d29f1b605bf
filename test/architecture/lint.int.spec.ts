import { relative } from 'node:path'
import { ESLint } from 'eslint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyOfTheHouse, type HouseCopy } from './copy-of-the-house.js'
import { lintProbes } from './lint-probes.js'

const errors = (result: ESLint.LintResult): ESLint.LintResult['messages'] =>
  result.messages.filter((message) => message.severity === 2)

describe('the linter', () => {
  let copy: HouseCopy
  let rulesBroken: ReadonlyMap<string, ReadonlySet<string | null>>

  beforeAll(async () => {
    copy = await copyOfTheHouse()
    for (const { file, text } of lintProbes) await copy.write(file, text)
    const results = await new ESLint({ cwd: copy.path }).lintFiles(lintProbes.map(({ file }) => file))
    rulesBroken = new Map(results.map((result) =>
      [relative(copy.path, result.filePath), new Set(errors(result).map((message) => message.ruleId))]))
  })
  afterAll(() => copy.remove())

  it.each(lintProbes)('refuses that $says ($rule)', ({ rule, file }) => {
    expect(rulesBroken.get(file)).toEqual(new Set([rule]))
  })
})
