import { defineConfig } from 'vitest/config'
import { closingLine } from './test/reporters/closing-line.js'

/** Tests by what they cost: `spec` is pure, `int` touches disk or network, `e2e` starts processes. */
const project = (name: string, include: string, pool: 'threads' | 'forks', timeoutMs: number) => ({
  extends: true as const,
  test: { name, include: [include], pool, testTimeout: timeoutMs, hookTimeout: timeoutMs },
})

export default defineConfig({
  test: {
    allowOnly: false,
    maxWorkers: 2,
    projects: [
      project('spec', 'test/**/!(*.int|*.e2e).spec.ts', 'threads', 30_000),
      project('int', 'test/**/*.int.spec.ts', 'forks', 60_000),
      project('e2e', 'test/**/*.e2e.spec.ts', 'forks', 120_000),
    ],
    reporters: ['default', closingLine((line) => { process.stdout.write(line) })],
  },
})
