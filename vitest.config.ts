import { spawnSync } from 'node:child_process'
import { defineConfig } from 'vitest/config'
import { closingLine } from './test/reporters/closing-line.js'

/** Tests by what they cost: `spec` is pure, `int` touches disk or network, `e2e` starts processes. */
const project = (name: string, include: string, pool: 'threads' | 'forks', timeoutMs: number) => ({
  extends: true as const,
  test: { name, include: [include], pool, testTimeout: timeoutMs, hookTimeout: timeoutMs },
})

/** Shells that nobody needs to install to work here. The gate installs them, and then leaves nothing out. */
const missingShells = process.env['CI'] === undefined
  ? ['zsh', 'fish'].filter((shell) => spawnSync(shell, ['-c', 'exit 0']).status !== 0)
  : []

for (const shell of missingShells) {
  process.stderr.write(`${shell} is not installed: its completion is tested only by .ci/run, which installs it\n`)
}

export default defineConfig({
  test: {
    allowOnly: false,
    exclude: missingShells.map((shell) => `test/**/${shell}.e2e.spec.ts`),
    maxWorkers: 2,
    projects: [
      project('spec', 'test/**/!(*.int|*.e2e).spec.ts', 'threads', 30_000),
      project('int', 'test/**/*.int.spec.ts', 'forks', 60_000),
      project('e2e', 'test/**/*.e2e.spec.ts', 'forks', 120_000),
    ],
    reporters: ['default', closingLine((line) => { process.stdout.write(line) })],
  },
})
