import { spawn, type ChildProcess } from 'node:child_process'

/** How a hook ended. `output` is the beginning of what it printed. */
export type HookEnd = {
  readonly outcome: 'done' | 'failed' | 'timedOut' | 'notStarted'
  readonly code: string
  readonly output: string
}

/** What a hook is told, in its environment. */
export type HookFacts = { readonly role: string; readonly thumbprint: string; readonly place: string }

const LIMIT_MS = 30_000
const LIMIT_BYTES = 8_192
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

const started = ([program, ...args]: readonly [string, ...ReadonlyArray<string>], facts: HookFacts): ChildProcess =>
  spawn(program, args, {
    shell: false,
    detached: true,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      LC_ALL: 'C.UTF-8',
      CERTLEDGER_ROLE: facts.role,
      CERTLEDGER_THUMBPRINT: facts.thumbprint,
      CERTLEDGER_PLACE: facts.place,
    },
  })

/** Ends the hook with all that it started. */
const killGroup = ({ pid }: ChildProcess): void => {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // It ended by itself in between.
  }
}

const gathered = (child: ChildProcess): (() => string) => {
  let text = Buffer.alloc(0)
  const take = (chunk: Buffer): void => {
    if (text.length < LIMIT_BYTES) text = Buffer.concat([text, chunk]).subarray(0, LIMIT_BYTES)
  }
  child.stdout?.on('data', take)
  child.stderr?.on('data', take)
  return () => text.toString('utf8').trim()
}

/**
 * Runs a program of the agent's configuration without a shell, with a bare environment, for at most 30 s; then it is
 * killed with all that it started. What stays behind in the background does not hold it up. Never rejects.
 */
export const runHook = (
  argv: readonly [string, ...ReadonlyArray<string>],
  facts: HookFacts,
  limitMs: number = LIMIT_MS,
): Promise<HookEnd> =>
  new Promise<HookEnd>((resolve) => {
    const child = started(argv, facts)
    const output = gathered(child)
    const ended = (outcome: HookEnd['outcome'], code: string): void => {
      clearTimeout(timer)
      child.stdout?.destroy()
      child.stderr?.destroy()
      resolve({ outcome, code, output: output() })
    }
    const timer = setTimeout(() => {
      killGroup(child)
      ended('timedOut', `${String(limitMs)} ms`)
    }, limitMs)
    child.once('error', (error) => ended('notStarted', 'code' in error ? String(error.code) : 'UNKNOWN'))
    child.once('exit', (code, signal) => {
      setTimeout(() => ended(code === 0 ? 'done' : 'failed', signal ?? String(code)), 20)
    })
  }).catch((): HookEnd => ({ outcome: 'notStarted', code: 'UNKNOWN', output: '' }))
