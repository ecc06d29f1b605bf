import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { servedFrom } from '../support/agent/agent-desk.js'
import { realCertificate, type RealCertificate } from '../support/ledger/real-certificates.js'
import { desk, ended, program, type Answer, type Desk } from './certledger.js'

const first = realCertificate('fe01.contoso.com', 'RSA 2048')
const second = realCertificate('fe01.contoso.com', 'RSA 2048')
const byHand = realCertificate('by-hand.contoso.com')
const fqdn = 'fe01.contoso.com'
const role = 'WebServicesExternal'

type Replica = {
  readonly upToDate: boolean
  readonly deliveries: ReadonlyArray<{ readonly thumbprint: string; readonly state: string }>
}

const started = ({ cwd, env }: Desk, ...words: ReadonlyArray<string>): ChildProcess => {
  const child = spawn(process.execPath, [program, ...words], { cwd, env, stdio: 'pipe' })
  onTestFinished(() => { child.kill('SIGKILL') })
  child.stderr.resume()
  return child
}

const addressOf = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface(child.stdout)) return (JSON.parse(line) as { readonly url: string }).url
  throw new Error('the server did not start')
}

const until = async (holds: () => Promise<boolean>, limitMs = 40_000): Promise<void> => {
  const start = performance.now()
  while (!(await holds())) {
    if (performance.now() - start > limitMs) throw new Error('it did not come about in time')
    await pause(250)
  }
}

/** A ledger with a server in its own process, and a front end whose agent is enrolled and confirmed. */
const estate = async () => {
  const here = desk()
  await here.json('site', 'configure', '--sip-domains', 'contoso.com')
  await here.json('front-end', 'register', fqdn)
  const { token } = await here.json('front-end', 'invite', fqdn)
  here.file('invitation', (token as { readonly text: string }).text)
  const server = started(here, 'serve', '--listen', '127.0.0.1:0', '-o', 'json')
  const url = await addressOf(server)
  const enrol = ['agent', 'enrol', '--server', url, '--fqdn', fqdn, '--state', 'state', '--store', 'store']
  const { fingerprint, state } = await here.json(...enrol, '--invitation-file', 'invitation')
  expect(state).toBe('pending')
  await here.json('front-end', 'confirm', fqdn, String(fingerprint))
  expect(await here.json(...enrol)).toMatchObject({ state: 'enrolled' })
  const import_ = (pem: Uint8Array, ...more: ReadonlyArray<string>): Promise<Answer> => {
    here.file('certificate.pem', pem)
    const meant = ['--path', 'certificate.pem', '--type', role, '--identity', fqdn]
    return here.json('certificate', 'import', ...meant, ...more)
  }
  const isProved = async ({ thumbprint }: RealCertificate): Promise<boolean> => {
    const { replicas } = await here.json('replication', 'status')
    return (replicas as ReadonlyArray<Replica>).every(({ upToDate, deliveries }) =>
      upToDate && deliveries.some((one) => one.thumbprint === thumbprint && one.state === 'proved'))
  }
  const served = (): string => servedFrom(join(here.cwd, 'store'), role).thumbprint
  return { here, server, import_, isProved, served }
}

describe('an agent and the server of a ledger', () => {
  it('bring a certificate to its front end, prove it, and find what was put there by hand', async () => {
    const { here, import_, isProved, served } = await estate()
    started(here, 'agent', 'run', '--state', 'state')
    await import_(first.pem, '--force')
    await until(() => isProved(first))
    expect(served()).toBe(first.thumbprint)
    writeFileSync(join(here.cwd, 'store', role, 'hand.pem'), byHand.pem)
    const found = async (): Promise<string> => (await here.certledger('drift', 'list', '-o', 'json')).out
    await until(async () => (await found()).includes(byHand.thumbprint))
    expect(await found()).toContain(join(role, 'hand.pem'))
  })

  it('bring the next one after the agent was killed, and after the server was', async () => {
    const { here, server, import_, isProved, served } = await estate()
    await import_(first.pem, '--force')
    const agent = started(here, 'agent', 'run', '--state', 'state')
    await until(() => isProved(first))
    agent.kill('SIGKILL')
    server.kill('SIGKILL')
    await import_(second.pem, '--force')
    expect(served()).toBe(first.thumbprint)
    const { server: address } = await here.json('agent', 'status', '--state', 'state')
    started(here, 'serve', '--listen', String(address).replace('http://', ''))
    started(here, 'agent', 'run', '--state', 'state')
    await until(() => isProved(second))
    expect(served()).toBe(second.thumbprint)
  })

  it('end an agent whose state was copied, and put the conflict on record', async () => {
    const { here, import_, isProved } = await estate()
    await import_(first.pem, '--force')
    const agent = started(here, 'agent', 'run', '--state', 'state')
    const end = ended(agent)
    await until(() => isProved(first))
    const filter = (path: string): boolean => !path.endsWith('.lock')
    cpSync(join(here.cwd, 'state'), join(here.cwd, 'copy'), { recursive: true, filter })
    const identity = await here.command('sed', '-i', 's#/store"#/other-store"#', 'copy/agent.json')
    expect(identity.code).toBe(0)
    expect((await here.certledger('agent', 'run', '--state', 'copy', '--once')).code).toBe(0)
    expect((await end).code).toBe(6)
    expect((await here.certledger('log')).out).toContain(`Two processes use the identity of ${fqdn}`)
  })
})
