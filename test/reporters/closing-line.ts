import type { Reporter } from 'vitest/node'

/**
 * Says in the very last line of a run how it went: `N passed, N failed`.
 * A file that could not be loaded and an error outside of any test count as failed: a run that fails never says 0.
 */
export const closingLine = (write: (line: string) => void): Reporter => ({
  onTestRunEnd: (modules, unhandledErrors) => {
    const count = (state: 'passed' | 'failed'): number =>
      modules.reduce((sum, module) => sum + [...module.children.allTests(state)].length, 0)
    const broken = modules.filter((module) => module.errors().length > 0).length
    const line = `${count('passed')} passed, ${count('failed') + broken + unhandledErrors.length} failed`
    process.once('exit', () => { write(`${line}\n`) })
  },
})
