import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The program as it is installed; `npm test` compiles it first. */
export const program = fileURLToPath(new URL('../../dist/infrastructure/cli/main.js', import.meta.url))

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string; readonly bytes: Buffer }

/** A person's working directory with a ledger in it, and the program to type into. */
export type Desk = {
  readonly cwd: string
  readonly ledger: string
  readonly env: NodeJS.ProcessEnv
  /** Runs the program and waits for its end. */
  readonly certledger: (...argv: ReadonlyArray<string>) => Promise<Ended>
  /** The same, with bytes on standard input. */
  readonly piped: (input: string | Uint8Array, ...argv: ReadonlyArray<string>) => Promise<Ended>
  /** Runs any program there. */
  readonly command: (name: string, ...argv: ReadonlyArray<string>) => Promise<Ended>
  /** The answer of the program in JSON; throws where it did not end well. */
  readonly json: (...argv: ReadonlyArray<string>) => Promise<Answer>
  /** The error of the program in JSON with its exit code; throws where there was none. */
  readonly refusal: (...argv: ReadonlyArray<string>) => Promise<Answer>
  /** Puts a file there and gives its name. */
  readonly file: (name: string, content: string | Uint8Array) => string
}

export type Answer = { readonly [name: string]: unknown }

/** What a process came to. */
export const ended = (child: ChildProcess): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const out: Array<Buffer> = []
    const err: Array<Buffer> = []
    child.stdout?.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      const bytes = Buffer.concat(out)
      resolve({ code, bytes, out: bytes.toString('utf8'), err: Buffer.concat(err).toString('utf8') })
    })
  })

const answerIn = (text: string, of: Ended): Answer => {
  try {
    return JSON.parse(text) as Answer
  } catch {
    throw new Error(`no JSON; exit code ${String(of.code)}\n${of.out}\n${of.err}`)
  }
}

/** The program, typed into at a place with an environment. */
export const desksAt = (cwd: string, env: NodeJS.ProcessEnv): Desk => {
  const run = async (input: string | Uint8Array, name: string, argv: ReadonlyArray<string>): Promise<Ended> => {
    const child = spawn(name, argv, { cwd, env, stdio: 'pipe' })
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
    return ended(child)
  }
  const piped: Desk['piped'] = (input, ...argv) => run(input, process.execPath, [program, ...argv])
  const certledger: Desk['certledger'] = (...argv) => piped('', ...argv)
  return {
    cwd,
    env,
    ledger: join(cwd, 'ledger'),
    certledger,
    piped,
    command: (name, ...argv) => run('', name, argv),
    json: async (...argv) => {
      const end = await certledger(...argv, '-o', 'json')
      if (end.code !== 0 || end.err !== '') throw new Error(`exit code ${String(end.code)}: ${end.err}`)
      return answerIn(end.out, end)
    },
    refusal: async (...argv) => {
      const end = await certledger(...argv, '-o', 'json')
      return { ...answerIn(end.err, end), code: end.code }
    },
    file: (name, content) => {
      writeFileSync(join(cwd, name), content)
      return name
    },
  }
}

/** A fresh desk, cleared away when the test ends. The person is alice, whatever the machine says. */
export const desk = (more: NodeJS.ProcessEnv = {}): Desk => {
  const cwd = mkdtempSync(join(tmpdir(), 'certledger-story-'))
  onTestFinished(() => { rmSync(cwd, { recursive: true, force: true }) })
  const { PATH } = process.env
  return desksAt(cwd, { PATH, HOME: cwd, TMPDIR: tmpdir(), LC_ALL: 'C.UTF-8', CERTLEDGER_ACTOR: 'alice', ...more })
}

const filesBelow = (directory: string): ReadonlyArray<string> =>
  readdirSync(directory, { recursive: true, withFileTypes: true }).map(({ parentPath, name }) => join(parentPath, name))

/** Every file and directory below, with its rights and a digest of its content. */
export const snapshot = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    filesBelow(directory).map((path) => {
      const { mode } = statSync(path)
      const isFile = statSync(path).isFile()
      const digest = isFile ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'directory'
      return [relative(directory, path), `${(mode & 0o777).toString(8)} ${digest}`]
    }),
  )
