import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../../dist/infrastructure/cli/main.js', import.meta.url))

const started = async (directory: string, port: string) => {
  const args = ['serve', '--ledger', directory, '--listen', `127.0.0.1:${port}`, '-o', 'json', '--quiet']
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const first: IteratorResult<string, unknown> = await lines.next()
  if (first.done === true) throw new Error('the server ended at once')
  return { child, url: new URL((JSON.parse(first.value) as { readonly url: string }).url) }
}

/** `certledger serve` in a process of its own, which keeps its port from one run to the next. */
export type ServingProcess = {
  readonly url: string
  /** Ends it with SIGKILL. */
  readonly kill: () => Promise<void>
  /** Starts it again where it was killed. */
  readonly start: () => Promise<void>
}

/** Serves a ledger that is there, on a free port. */
export const servingProcess = async (directory: string): Promise<ServingProcess> => {
  const first = await started(directory, '0')
  let child: ChildProcess | null = first.child
  return {
    url: first.url.origin,
    kill: async () => {
      const dying = child
      child = null
      if (dying === null) return
      const ended = once(dying, 'exit')
      dying.kill('SIGKILL')
      await ended
    },
    start: async () => {
      child ??= (await started(directory, first.url.port)).child
    },
  }
}
