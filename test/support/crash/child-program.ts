import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A program in a process of its own, and what it has printed. */
export type ChildProgram = {
  readonly child: ChildProcess
  /** Every whole line that it printed, once it has ended; a line cut off by its death is none. */
  readonly lines: Promise<ReadonlyArray<string>>
  /** Resolves with its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string | null>
  /** Resolves when it has printed its first line, or has ended without. */
  readonly ready: Promise<void>
}

const flags = ['--disable-warning=ExperimentalWarning', '--experimental-strip-types']

const readLines = async (child: ChildProcess, onFirst: () => void): Promise<ReadonlyArray<string>> => {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk)
    if (text.includes('\n')) onFirst()
  }
  onFirst()
  return text.split('\n').slice(0, -1)
}

/**
 * Starts a program of the tests, a TypeScript file without imports from the sources: it loads what it needs from
 * `dist`, which the build has made. `env` is added to the environment, `prefix` is put before the command.
 */
export const startProgram = (
  program: URL,
  args: ReadonlyArray<string>,
  { env = {}, prefix = [] }: { readonly env?: Record<string, string>; readonly prefix?: ReadonlyArray<string> } = {},
): ChildProgram => {
  const [command = '', ...rest] = [...prefix, process.execPath, ...flags, fileURLToPath(program), ...args]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  let onFirst = (): void => undefined
  const ready = new Promise<void>((resolve) => { onFirst = resolve })
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('exit', (code, signal) => resolve(code ?? signal))
  })
  return { child, ready, ended, lines: readLines(child, () => onFirst()) }
}
