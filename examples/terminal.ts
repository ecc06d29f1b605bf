import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Everything that the quickstart makes lies below this folder, which each run begins anew. */
export const folder = join(process.cwd(), '.tmp', 'quickstart')

const program = fileURLToPath(new URL('../infrastructure/cli/main.js', import.meta.url))
const bold = process.stdout.isTTY && process.env['NO_COLOR'] === undefined

/** Tells one line, or several. */
export const say = (text: string): boolean => process.stdout.write(`${text}\n`)

/** Begins a chapter. */
export const heading = (text: string): boolean => say(`\n${bold ? `\u001b[1m${text}\u001b[0m` : text}`)

/** Whoever asks, and where: the environment of a process. */
export type Setting = Readonly<Record<string, string>>

/** A person at the ledger directory itself. */
export const atLedger = (actor: string): Setting => ({
  CERTLEDGER_DIR: join(folder, 'ledger'),
  CERTLEDGER_ACTOR: actor,
})

/** What this shell says of a server, a token or a ledger is not meant for the quickstart. */
const ambient = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CERTLEDGER_')))

const environment = (setting: Setting): NodeJS.ProcessEnv => ({
  ...ambient(),
  ...setting,
  COLUMNS: String(process.stdout.columns ?? 110),
})

const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`

const wordsOf = (shown: string, parameters: ReadonlyArray<string>): ReadonlyArray<string> =>
  shown === 'certledger' ? [program, ...parameters] : parameters

/** Runs a program to its end and shows what was typed and what it said; ends the quickstart where it fails. */
export const run = (
  command: string,
  shown: string,
  parameters: ReadonlyArray<string>,
  setting: Setting,
  expected: ReadonlyArray<number> = [0],
): string => {
  say(`$ ${[shown, ...parameters.map(shellWord)].join(' ')}`)
  const { status, stdout, stderr } = spawnSync(command, wordsOf(shown, parameters), {
    cwd: folder,
    env: environment(setting),
    encoding: 'utf8',
  })
  say(`${stderr}${stdout}`.trimEnd().replaceAll(/^(?=.)/gm, '  '))
  if (!expected.includes(status ?? -1))
    throw new Error(`${shown} ${parameters.join(' ')} ended with ${String(status)}`)
  return stdout
}

/** Runs certledger to its end, in a process of its own. */
export const certledger = (setting: Setting, ...parameters: ReadonlyArray<string>): string =>
  run(process.execPath, 'certledger', parameters, setting)

/** What certledger answers as JSON, without showing it. */
export const asked = (setting: Setting, ...parameters: ReadonlyArray<string>): unknown => {
  const { stdout } = spawnSync(process.execPath, [program, ...parameters, '-o', 'json'], {
    cwd: folder,
    env: environment(setting),
    encoding: 'utf8',
  })
  return JSON.parse(stdout === '' ? 'null' : stdout)
}

/** A process that goes on: what it said so far, and its end. */
export type Running = { readonly said: () => string; readonly stop: () => Promise<void> }

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

const stillRunning = new Set<ChildProcess>()
process.on('exit', () => stillRunning.forEach((child) => child.kill('SIGKILL')))

/** Begins certledger, or another program, in a process that goes on beside the quickstart. */
export const begin = (command: string, parameters: ReadonlyArray<string>, setting: Setting): Running => {
  const isOurs = command === 'certledger'
  say(`$ ${[command, ...parameters.map(shellWord)].join(' ')} &`)
  const child = spawn(isOurs ? process.execPath : command, wordsOf(command, parameters), {
    cwd: folder,
    env: environment(setting),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (chunk: Buffer): void => {
    said = `${said}${chunk.toString('utf8')}`.slice(-20_000)
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  stillRunning.add(child)
  child.once('exit', () => stillRunning.delete(child))
  return {
    said: () => said,
    stop: async () => {
      child.kill('SIGTERM')
      await ended(child)
    },
  }
}

/** Waits until something is so, at most so many seconds; says what it waited for in vain. */
export const until = async <A>(what: string, seconds: number, look: () => A | undefined): Promise<A> => {
  const deadline = Date.now() + seconds * 1000
  for (;;) {
    const seen = look()
    if (seen !== undefined) return seen
    if (Date.now() > deadline) throw new Error(`waited ${String(seconds)} s in vain: ${what}`)
    await sleep(250)
  }
}

/** True where a program is installed. */
export const isThere = (command: string, ...parameters: ReadonlyArray<string>): boolean =>
  spawnSync(command, parameters).status === 0
