import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Agent, request } from 'undici'
import { TE } from '../../../../application/prelude.js'
import { processWorld } from '../../../../infrastructure/cli/process/process-world.js'
import { runCli } from '../../../../infrastructure/cli/run-cli.js'
import type { Sink } from '../../../../infrastructure/cli/world.js'
import { certificateOf, newKey, textOf } from '../../x509/openssl.js'
import { bearer, hear } from '../../../support/http/running-server.js'

const sinkInto = (chunks: Array<string>): Sink => ({
  isTty: false,
  isClosed: () => false,
  write: (chunk) => {
    chunks.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    return TE.right(undefined)
  },
})

const outside = processWorld(new AbortController().signal)

/** The command line in a directory of its own, with the real ledger behind it. */
const place = () => {
  const cwd = mkdtempSync(join(tmpdir(), 'cli-serve-'))
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  const start = (...argv: ReadonlyArray<string>) => {
    const [out, err]: [Array<string>, Array<string>] = [[], []]
    const end = new AbortController()
    const sinks = { stdout: sinkInto(out), stderr: sinkInto(err) }
    const world = { ...outside, ...sinks, interruption: end.signal, cwd, env: {}, terminal: null }
    const code = runCli(argv, world)
    return { out: () => out.join(''), err: () => err.join(''), code, stop: () => end.abort('SIGTERM') }
  }
  const run = async (...argv: ReadonlyArray<string>) => {
    const { out, err, code } = start(...argv)
    return { code: await code, out: out(), err: err() }
  }
  const serve = async (...argv: ReadonlyArray<string>) => {
    const server = start('serve', '--listen', '127.0.0.1:0', ...argv)
    onTestFinished(async () => {
      server.stop()
      await server.code
    })
    const url = async (): Promise<string> => {
      const found = /https?:\/\/\S+:\d+/.exec(server.out())?.[0]
      if (found !== undefined) return found
      await sleep(20)
      return url()
    }
    return { ...server, url: await url() }
  }
  const token = async (...roles: ReadonlyArray<string>): Promise<string> => {
    const { out } = await run('access', 'grant', 'alice', '--roles', roles.join(','), '-o', 'json')
    return (JSON.parse(out) as { readonly token: { readonly text: string } }).token.text
  }
  return { cwd, run, serve, token }
}

describe('certledger serve', () => {
  it('answers whoever has a token until it is stopped, and ends as shells expect it', async () => {
    const { serve, token } = place()
    const text = await token('administrator')
    const server = await serve()
    const rolls = `${server.url}/v1/questions/list-rolls`
    expect((await hear(rolls, { headers: bearer(text) })).status).toBe(200)
    server.stop()
    expect(await server.code).toBe(143)
    await expect(hear(`${server.url}/healthz`)).rejects.toThrow()
  })

  it('writes its log as lines of JSON that hold neither tokens nor bodies nor queries', async () => {
    const { serve, token } = place()
    const text = await token('administrator')
    const server = await serve()
    const headers = { ...bearer(text), 'content-type': 'application/json' }
    const body = JSON.stringify({ sipDomains: ['secret-domain.com'], reason: 'secret-reason' })
    await hear(`${server.url}/v1/commands/configure-site?q=secret-query`, { method: 'POST', headers, body })
    await hear(`${server.url}/v1/questions/show-site`, { headers: bearer('clt_secretsecretsecr_nonsense') })
    server.stop()
    await server.code
    const lines = server.err().trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.map(({ message }) => message)).toEqual([
      'listening', ...lines.slice(1, -2).map(({ message }) => message), 'stopping', 'stopped',
    ])
    expect(lines).toContainEqual(expect.objectContaining({
      message: 'answered', method: 'POST', route: '/v1/commands/configure-site', status: 200,
    }))
    expect(server.err()).not.toMatch(/secret/)
    expect(server.err()).not.toContain(text)
  })

  it('says so where nobody has access yet', async () => {
    const { run, serve } = place()
    await run('front-end', 'register', 'fe01.contoso.com')
    const server = await serve()
    await sleep(100)
    expect(server.err()).toContain('certledger access grant NAME --roles administrator')
  })

  it('puts on record what others record in the same ledger, and asks for deliveries', async () => {
    const { cwd, run, serve, token } = place()
    const text = await token('auditor')
    const server = await serve()
    const key = newKey('RSA 2048')
    const made = certificateOf({ subject: '/CN=oauth.contoso.com', key, days: 800, extensions: [] })
    writeFileSync(join(cwd, 'oauth.pem'), `${textOf(made.certificate)}${textOf(made.key)}`)
    await run('front-end', 'register', 'fe01.contoso.com')
    const imported = await run('certificate', 'import', '--path', 'oauth.pem', '--type', 'OAuthTokenIssuer', '--force')
    expect(imported.code, imported.err).toBe(0)
    const requested = async (): Promise<unknown> => {
      const query = 'event=ReplicationRequested'
      const { json } = await hear(`${server.url}/v1/questions/log?${query}`, { headers: bearer(text) })
      const entries = json['entries'] as ReadonlyArray<unknown>
      if (entries.length > 0) return entries[0]
      await sleep(50)
      return requested()
    }
    expect(await requested()).toMatchObject({ actor: { kind: 'scheduler' }, type: 'ReplicationRequested' })
  })

  it('serves with TLS where certificate and key are given, and refuses pairs that do not fit', async () => {
    const { cwd, run, serve, token } = place()
    await token('administrator')
    const [key, other] = [newKey('P-256'), newKey('P-256')]
    const extensions = ['subjectAltName=IP:127.0.0.1']
    const made = certificateOf({ subject: '/CN=ledger', key, days: 30, extensions })
    writeFileSync(join(cwd, 'server.pem'), textOf(made.certificate))
    writeFileSync(join(cwd, 'server.key'), textOf(made.key))
    writeFileSync(join(cwd, 'other.key'), textOf(other))
    const { url } = await serve('--tls-certificate', 'server.pem', '--tls-key', 'server.key')
    expect(url).toMatch(/^https:/)
    const dispatcher = new Agent({ connect: { ca: textOf(made.certificate) } })
    const { statusCode, headers } = await request(`${url}/healthz`, { dispatcher })
    await dispatcher.close()
    expect([statusCode, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    const refused = await run('serve', '--tls-certificate', 'server.pem', '--tls-key', 'other.key', '-o', 'json')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.err)).toMatchObject({ type: 'TlsUnusable', reason: 'OTHER_KEY' })
  })

  it('lets only clients in that show a certificate, where a file of authorities is named', async () => {
    const { cwd, run, serve, token } = place()
    await token('administrator')
    const key = newKey('P-256')
    const made = certificateOf({ subject: '/CN=both', key, days: 30, extensions: ['subjectAltName=IP:127.0.0.1'] })
    const [certificate, privateKey] = [textOf(made.certificate), textOf(made.key)]
    writeFileSync(join(cwd, 'server.pem'), certificate)
    writeFileSync(join(cwd, 'server.key'), privateKey)
    const tls = ['--tls-certificate', 'server.pem', '--tls-key', 'server.key', '--client-ca']
    const { code, err } = await run('serve', '--listen', '127.0.0.1:0', ...tls, 'server.key', '-o', 'json')
    expect([code, JSON.parse(err)]).toMatchObject([1, { type: 'TlsUnusable', reason: 'NOT_PEM' }])
    const { url } = await serve(...tls, 'server.pem')
    const stranger = new Agent({ connect: { ca: certificate } })
    await expect(request(`${url}/healthz`, { dispatcher: stranger })).rejects.toThrow()
    const known = new Agent({ connect: { ca: certificate, cert: certificate, key: privateKey } })
    expect((await request(`${url}/healthz`, { dispatcher: known })).statusCode).toBe(200)
    await Promise.all([stranger.destroy(), known.destroy()])
  })

  it.each([
    [['--listen', '0.0.0.0:0'], 'TlsRequired', 2],
    [['--listen', 'ledger.contoso.com:8443'], 'TlsRequired', 2],
    [['--listen', '[::]:0'], 'TlsRequired', 2],
    [['--listen', 'localhost'], 'AddressNotUnderstood', 2],
    [['--listen', '127.0.0.1:70000'], 'AddressNotUnderstood', 2],
    [['--listen', '127.0.0.1:0', '--tls-certificate', 'server.pem'], 'InputNotUnderstood', 2],
    [['--listen', '127.0.0.1:0', '--tls-certificate', 'a.pem', '--tls-key', 'b.pem'], 'TlsUnusable', 1],
  ])('refuses %s', async (argv, type, exitCode) => {
    const { run, token } = place()
    await token('administrator')
    const { code, err } = await run('serve', ...argv, '-o', 'json')
    expect([code, (JSON.parse(err) as { readonly type: string }).type]).toEqual([exitCode, type])
  })

  it('refuses an address that is taken, and a ledger that is not there', async () => {
    const { run, serve, token } = place()
    await token('administrator')
    const { url } = await serve()
    const taken = await run('serve', '--listen', new URL(url).host, '-o', 'json')
    expect([taken.code, JSON.parse(taken.err)]).toMatchObject([9, { type: 'AddressUnusable', reason: 'EADDRINUSE' }])
    const nowhere = await run('serve', '--ledger', 'nowhere', '-o', 'json')
    expect(JSON.parse(nowhere.err)).toMatchObject({ type: 'LogUnavailable', reason: 'ENOENT' })
  })
})
