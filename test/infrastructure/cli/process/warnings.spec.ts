import { afterEach, describe, expect, it } from 'vitest'
import { silenceSqliteWarning } from '../../../../infrastructure/cli/process/warnings.js'

const original = process.emitWarning.bind(process)
const emitBy = (value: unknown): void => {
  Object.defineProperty(process, 'emitWarning', { value, configurable: true, writable: true })
}
afterEach(() => { emitBy(original) })

describe('warnings of Node', () => {
  it('are shown, but the one about SQLite', () => {
    const shown: Array<ReadonlyArray<unknown>> = []
    const record = (...warning: ReadonlyArray<unknown>): void => { shown.push(warning) }
    emitBy(record)
    silenceSqliteWarning()
    process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning')
    process.emitWarning('Something else is experimental', 'ExperimentalWarning')
    process.emitWarning('SQLite is deprecated', 'DeprecationWarning', 'DEP0000')
    expect(shown).toEqual([
      ['Something else is experimental', 'ExperimentalWarning'],
      ['SQLite is deprecated', 'DeprecationWarning', 'DEP0000'],
    ])
  })
})
