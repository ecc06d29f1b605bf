import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Pool } from 'undici'
import { E } from '../../application/prelude.js'
import { asked } from './asked.js'
import { openBench } from './bench-ledger.js'

type Json = Readonly<Record<string, unknown>>

/** A server in a process of its own, with a token of its administrator. */
export type ServedLedger = {
  readonly pool: Pool
  /** Sends a command by its name in paths; throws where it is refused. */
  readonly command: (name: string, body: object) => Promise<Json>
  readonly ask: (name: string, query: Readonly<Record<string, string>>) => Promise<Json>
  /** Ends the server; gives its peak memory in MB. */
  readonly stop: () => Promise<number>
}

const parsed = (text: string): Json => JSON.parse(text) as Json

const program = fileURLToPath(new URL('../../infrastructure/cli/main.js', import.meta.url))

/** Makes the ledger, with access for somebody who may do everything; gives his token. */
const grantedIn = async (directory: string): Promise<string> => {
  const session = await openBench(directory)
  const granted = await session.command('GrantAccess', { subject: 'bench', roles: ['administrator'] }, asked)()
  await session.close()
  if (E.isLeft(granted)) throw new Error(JSON.stringify(granted.left))
  return Buffer.from(granted.right.token?.text?.reveal() ?? '').toString('ascii')
}

/** What the process needed at most since it began, as Linux tells it. */
const peakMbOf = ({ pid }: ChildProcess): number => {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024
}

const started = async (directory: string) => {
  const flags = (process.env['BENCH_SERVER_FLAGS'] ?? '').split(' ').filter((flag) => flag !== '')
  const args = ['serve', '--ledger', directory, '--listen', '127.0.0.1:0', '-o', 'json']
  const child = spawn(process.execPath, [...flags, program, ...args], { stdio: ['ignore', 'pipe', 'ignore'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const first: IteratorResult<string, unknown> = await lines.next()
  if (first.done === true) throw new Error('the server ended at once')
  return { child, url: String(parsed(first.value)['url']) }
}

/** Serves a new ledger in a directory with `certledger serve`. Its log is not read. */
export const serveLedger = async (directory: string, connections: number): Promise<ServedLedger> => {
  const authorization = `Bearer ${await grantedIn(directory)}`
  const { child, url } = await started(directory)
  const pool = new Pool(url, { connections, pipelining: 1 })
  const heard = async (path: string, body: object | null): Promise<Json> => {
    const answer = await pool.request({
      path,
      method: body === null ? 'GET' : 'POST',
      headers: { authorization, ...(body === null ? {} : { 'content-type': 'application/json' }) },
      body: body === null ? null : JSON.stringify(body),
    })
    const text = await answer.body.text()
    if (answer.statusCode !== 200) throw new Error(`${path}: ${text}`)
    return parsed(text)
  }
  return {
    pool,
    command: (name, body) => heard(`/v1/commands/${name}`, body),
    ask: (name, query) => heard(`/v1/questions/${name}?${new URLSearchParams(query).toString()}`, null),
    stop: async () => {
      await pool.close()
      const peakMb = peakMbOf(child)
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      return peakMb
    },
  }
}
