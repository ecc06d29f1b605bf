import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stepSwitch } from '../../support/step-switch.js'
import type { TestKey } from './key-deposits.js'

/** Lets Node run the sources as they stand: their imports name the `.js` that a build would make of a `.ts`. */
const typescriptNames = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module'
  const resolve = (specifier, context, next) => {
    try { return next(specifier, context) }
    catch (error) { if (!specifier.startsWith('.')) throw error }
    return next(specifier.replace(/[.]js$/, '.ts'), context)
  }
  registerHooks({ resolve })
`)}`

const killSwitch = stepSwitch(['writeFile', 'sync'], ['open', 'link', 'rename', 'unlink'])

const flags = [
  '--disable-warning=ExperimentalWarning', '--experimental-strip-types', '--import', typescriptNames,
  '--import', killSwitch,
]

/** A process on a vault, and the lines that it has printed when it has ended. */
export type Run = { readonly child: ChildProcess; readonly ended: Promise<ReadonlyArray<string>> }

const linesOf = async (child: ChildProcess): Promise<ReadonlyArray<string>> => {
  let text = ''
  for await (const chunk of child.stdout ?? []) text += String(chunk)
  return text.split('\n').slice(0, -1)
}

/**
 * Starts a program of this folder in a process of its own. In `env`, `BEFORE` is what the shell does first, and
 * `KILLED_AT` the file operation before which the process is killed.
 */
export const startProgram = (
  program: string,
  args: ReadonlyArray<string>,
  env: Record<string, string> = {},
): Run => {
  const path = fileURLToPath(new URL(program, import.meta.url))
  const child = spawn('/bin/sh', ['-c', 'eval "$BEFORE"; exec "$@"', 'sh', process.execPath, ...flags, path, ...args], {
    env: { PATH: process.env['PATH'], BEFORE: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return { child, ended: linesOf(child) }
}

/** Writes the key where a program may read it, beside the vault; gives the path. */
export const keyFileBeside = (directory: string, key: TestKey): string => {
  const keyFile = join(dirname(directory), 'key.pem')
  writeFileSync(keyFile, key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return keyFile
}
