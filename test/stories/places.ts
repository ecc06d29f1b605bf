import { spawn, type ChildProcess } from 'node:child_process'
import { hostname } from 'node:os'
import { createInterface } from 'node:readline'
import { onTestFinished } from 'vitest'
import { desk, desksAt, ended, program, type Desk } from './certledger.js'

/** A desk of alice, wherever the ledger is that she works with. */
export type Workplace = Desk & {
  /** How many events were recorded before she began. */
  readonly begun: number
  /** The same desk with another person at it: bob. */
  readonly bob: Desk
  /** From where her commands come, as the log tells it. */
  readonly origin: { readonly face: string; readonly address: string }
  /** What a server wrote into its log meanwhile. */
  readonly serverLog: () => string
}

type Place = readonly [where: string, at: (more?: NodeJS.ProcessEnv) => Promise<Workplace>]

const besideTheLedger: Place[1] = (more) => {
  const here = desk(more)
  const origin = { face: 'cli', address: hostname() }
  const bob = desksAt(here.cwd, { ...here.env, CERTLEDGER_ACTOR: 'bob' })
  return Promise.resolve({ ...here, begun: 0, bob, origin, serverLog: () => '' })
}

/** Ends a server in order. */
const stopped = async (child: ChildProcess): Promise<void> => {
  const end = ended(child)
  child.kill('SIGTERM')
  await end
}

const addressOf = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface(child.stdout)) {
    const { url } = JSON.parse(line) as { readonly url: string }
    return url
  }
  throw new Error('the server did not start')
}

/** Starts `certledger serve` at a desk, on a free port; it ends with the test. */
export const serverAt = async ({ cwd, env }: Desk, ...options: ReadonlyArray<string>) => {
  const words = ['serve', '--listen', '127.0.0.1:0', '-o', 'json', ...options]
  const child = spawn(process.execPath, [program, ...words], { cwd, env, stdio: 'pipe' })
  onTestFinished(() => stopped(child))
  const log: Array<Buffer> = []
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk))
  return { url: await addressOf(child), log: () => Buffer.concat(log).toString('utf8') }
}

/** A server of its own process; alice is an administrator there, and bob an operator. */
const awayFromTheLedger: Place[1] = async (more) => {
  const there = desk(more)
  await there.json('access', 'grant', 'alice', '--roles', 'administrator', '--token-out', 'alice.token')
  await there.json('access', 'grant', 'bob', '--roles', 'operator', '--token-out', 'bob.token')
  const { url, log } = await serverAt(there)
  const { CERTLEDGER_ACTOR: _, ...env } = there.env
  const as = (name: string): Desk =>
    desksAt(there.cwd, { ...env, CERTLEDGER_SERVER: url, CERTLEDGER_TOKEN_FILE: `${name}.token` })
  const here = as('alice')
  const { position } = await here.json('log', '--newest', '1')
  const origin = { face: 'http', address: '127.0.0.1' }
  return {
    ...here,
    begun: Number(position),
    bob: as('bob'),
    origin,
    serverLog: log,
  }
}

/** Where the ledger can be: the same is typed, and the same is answered. */
export const places: readonly [Place, Place] = [
  ['in a directory', besideTheLedger],
  ['behind a server', awayFromTheLedger],
]
