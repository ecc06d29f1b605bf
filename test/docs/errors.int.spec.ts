import { describe, expect, it } from 'vitest'
import { exitCodes } from '../../infrastructure/wording/exit-codes.js'
import { problemOf } from '../../infrastructure/wording/problem.js'
import { errorSamples } from '../infrastructure/wording/error-samples.js'
import { fieldProblemSamples } from '../infrastructure/wording/field-problem-samples.js'
import { findingSamples } from '../infrastructure/wording/finding-samples.js'
import { page, plain, section, tableRows } from './page.js'

const text = page('docs/errors.md')
const errorRows = tableRows(text).filter((cells) => cells.length === 5)
const firstCells = (heading: string): ReadonlyArray<string> =>
  tableRows(section(text, heading)).map(([cell]) => plain(cell))

const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

describe('docs/errors.md', () => {
  it('lists every error once, and no other', () => {
    expect(errorRows.map(([type]) => plain(type)).toSorted()).toEqual(Object.keys(errorSamples).toSorted())
  })

  it('says of every error the exit code and HTTP status that the program gives', () => {
    const documented = errorRows.map(([type, , , exit, http]) => [plain(type), Number(exit), Number(http)])
    const given = Object.values(errorSamples).map(([sample]) => {
      const { type, exitCode, httpStatus } = problemOf(sample)
      return [type, exitCode, httpStatus]
    })
    expect(documented.toSorted()).toEqual(given.toSorted())
  })

  it('says of every error what it means and what to do', () => {
    for (const [type, meaning, remedy] of errorRows) {
      expect(meaning?.length, type).toBeGreaterThan(10)
      expect(remedy, type).not.toBe('')
    }
  })

  it('lists every exit code with its name', () => {
    const rows = tableRows(section(text, '## Exit codes')).map(([code, name]) => [Number(code), name])
    expect(rows).toEqual(Object.entries(exitCodes).map(([name, code]) => [code, inWords(name)]))
  })

  it('lists every finding', () => {
    expect(firstCells('## Findings').toSorted()).toEqual(Object.keys(findingSamples).toSorted())
  })

  it('names the weight that each sample of a finding has', () => {
    const weights = new Map(tableRows(section(text, '## Findings')).map(([type, , weight]) => [plain(type), weight]))
    for (const finding of Object.values(findingSamples).flat()) {
      expect(weights.get(finding._tag), finding._tag).toContain(finding.severity)
    }
  })

  it('lists everything that can be wrong with one value', () => {
    expect(firstCells('## Values').toSorted()).toEqual(Object.keys(fieldProblemSamples).toSorted())
  })
})
