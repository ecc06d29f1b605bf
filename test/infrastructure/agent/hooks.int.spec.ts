import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:tls'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { plusMs } from '../../../domain/values/instant.js'
import { runHook } from '../../../infrastructure/agent/hooks/run-hook.js'
import { servedAt } from '../../../infrastructure/agent/proof/served-certificate.js'
import { agentDesk, freshFolder, servedFrom } from '../../support/agent/agent-desk.js'
import { HOUR_MS } from '../../support/instants.js'
import { web } from '../../support/agent/fake-ledger.js'
import { realCertificate, type RealCertificate } from '../../support/ledger/real-certificates.js'

const a = realCertificate('a.contoso.com')
const b = realCertificate('b.contoso.com')
const facts = { role: 'WebServicesExternal', thumbprint: 'AA', place: 'current' }

const configured = async (yaml: (folder: string) => string) => {
  const desk = await agentDesk()
  const folder = freshFolder()
  const config = join(desk.state, 'agent.yaml')
  writeFileSync(config, yaml(folder), { mode: 0o600 })
  return { ...desk, folder, config }
}

const noting = (folder: string) => {
  const hook = `[/bin/sh, -c, 'env | sort >> "$0"; echo >> "$0"', ${folder}/told]`
  return `roles:\n  WebServicesExternal:\n    hooks:\n      - ${hook}\n`
}

describe('the hooks of a role', () => {
  it('run after a change with the role, the place and the thumbprint, and nothing else from outside', async () => {
    const { ledger, round, folder } = await configured(noting)
    ledger.mean(a, { slot: web })
    await round()
    const told = readFileSync(join(folder, 'told'), 'utf8')
    expect(told.split('\n').filter((line) => !/^(?:PWD|_|SHLVL|OLDPWD)=/.test(line))).toEqual([
      'CERTLEDGER_PLACE=current',
      'CERTLEDGER_ROLE=WebServicesExternal',
      `CERTLEDGER_THUMBPRINT=${a.thumbprint}`,
      'LC_ALL=C.UTF-8',
      'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      '', '',
    ])
    expect(ledger.outcomes()).toEqual(['installed', 'proved'])
  })

  it('do not run where nothing changed, nor for another role', async () => {
    const { ledger, round, folder } = await configured(noting)
    ledger.mean(a)
    await round()
    expect(existsSync(join(folder, 'told'))).toBe(false)
  })

  it('run when a staged certificate takes effect, without a server', async () => {
    const { ledger, round, folder, clock } = await configured(noting)
    ledger.mean(a, { slot: web })
    ledger.mean(b, { slot: web, place: 'staged', effectiveAt: plusMs(clock.now(), HOUR_MS) })
    await round()
    await ledger.stop()
    clock.move(HOUR_MS)
    await round()
    const places = readFileSync(join(folder, 'told'), 'utf8').match(/(?<=PLACE=|THUMBPRINT=).*/g)
    expect(places).toEqual(['current', a.thumbprint, 'staged', b.thumbprint, 'current', b.thumbprint])
  })

  it('that fail are reported, the others run, and the change stays', async () => {
    const { ledger, round, folder, store } = await configured((at) =>
      `roles:\n  WebServicesExternal:\n    hooks:\n      - [/bin/false]\n      - [/usr/bin/touch, ${at}/second]\n`)
    ledger.mean(a, { slot: web })
    await round()
    expect(ledger.outcomes()).toEqual(['installed', 'failed HOOK_FAILED'])
    expect(ledger.results.at(-1)).toMatchObject({ detail: 'false: failed, 1' })
    expect(existsSync(join(folder, 'second'))).toBe(true)
    expect(servedFrom(store, 'WebServicesExternal').thumbprint).toBe(a.thumbprint)
  })

  it('are not run from a configuration that others may write, or that is not understood', async () => {
    const { config, open } = await configured(noting)
    chmodSync(config, 0o622)
    expect(await open()).toMatchObject({ left: { _tag: 'AgentFileExposed', path: config, mode: '0622' } })
    chmodSync(config, 0o600)
    const broken: ReadonlyArray<readonly [string, string]> = [
      ['roles: [', 'the document'],
      ['hooks: []', 'hooks'],
      ['roles:\n  Nonsense: {}', 'roles.Nonsense'],
      ['roles:\n  Default:\n    hooks: [[nginx, -s, reload]]', 'roles.Default.hooks'],
      ['roles:\n  Default:\n    hooks: ["/bin/sh -c reboot"]', 'roles.Default.hooks'],
      ['roles:\n  Default:\n    endpoint: nowhere', 'roles.Default.endpoint'],
      ['roles:\n  Default:\n    surprise: 1', 'roles.Default.surprise'],
      ['roles: {Default: &a {hooks: []}, Internal: *a}', 'the document'],
    ]
    for (const [yaml, where] of broken) {
      writeFileSync(config, yaml)
      expect(await open()).toMatchObject({ left: { _tag: 'AgentConfigNotUnderstood', where } })
    }
  })
})

describe('a hook', () => {
  it('is killed with all that it started once its time is over', async () => {
    const folder = freshFolder()
    const line = `(sleep 2; touch ${folder}/late) & sleep 60`
    const start = performance.now()
    expect(await runHook(['/bin/sh', '-c', line], facts, 200)).toMatchObject({ outcome: 'timedOut' })
    expect(performance.now() - start).toBeLessThan(1_500)
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(existsSync(join(folder, 'late'))).toBe(false)
  })

  it('that prints without end is read to a bound', async () => {
    const end = await runHook(['/bin/sh', '-c', 'head -c 20000000 /dev/zero | tr "\\0" x'], facts)
    expect(end).toMatchObject({ outcome: 'done' })
    expect(end.output.length).toBeLessThanOrEqual(8_192)
  })

  it('that is not there is told', async () => {
    expect(await runHook(['/no/such/program'], facts)).toEqual({ outcome: 'notStarted', code: 'ENOENT', output: '' })
  })

  it('that leaves something behind in the background does not hold anything up', async () => {
    const start = performance.now()
    expect(await runHook(['/bin/sh', '-c', 'sleep 3 & exit 0'], facts)).toMatchObject({ outcome: 'done' })
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

const serving = async ({ pem }: RealCertificate): Promise<{ readonly port: number; readonly server: Server }> => {
  const server = createServer({ cert: Buffer.from(pem), key: Buffer.from(pem) })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => { server.close() })
  return { server, port: (server.address() as AddressInfo).port }
}

const endpoint = (port: number) => ({ host: '127.0.0.1', port, text: `127.0.0.1:${String(port)}` })

describe('the endpoint of a role', () => {
  it('that serves the new certificate is told with the proof', async () => {
    const { port } = await serving(a)
    const { ledger, round } = await configured(() =>
      `roles:\n  WebServicesExternal:\n    endpoint: 127.0.0.1:${String(port)}\n`)
    ledger.mean(a, { slot: web })
    await round()
    expect(ledger.results.at(-1)).toMatchObject({ outcome: 'proved', served: `127.0.0.1:${String(port)}` })
  })

  it('is told apart: it serves another certificate, or nothing', async () => {
    const { port } = await serving(a)
    const { ledger } = await agentDesk()
    const { thumbprintSha256 } = ledger.mean(b)
    expect(await servedAt(endpoint(port), thumbprintSha256, 0)).toBe('ENDPOINT_SERVES_OTHER')
    expect(await servedAt(endpoint(1), thumbprintSha256, 0)).toBe('ENDPOINT_UNREACHABLE')
  })

  it('is given a moment to serve what it was just told of', async () => {
    const { port, server } = await serving(a)
    const { ledger } = await agentDesk()
    const { thumbprintSha256 } = ledger.mean(b)
    const pem = Buffer.from(b.pem)
    setTimeout(() => { server.setSecureContext({ cert: pem, key: pem }) }, 400)
    expect(await servedAt(endpoint(port), thumbprintSha256)).toBe('served')
  })
})
