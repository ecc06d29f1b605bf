import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { LedgerFault } from '../../../application/agents/agent-fault.js'
import type { Either } from '../../../application/prelude.js'
import { openWire, type WireLimits } from '../../../infrastructure/agent/ledger/post.js'
import { serverUrl } from '../../../infrastructure/agent/ledger/server-url.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { must } from '../../support/log-reading.js'
import { stored } from '../x509/openssl.js'

const limits: WireLimits = { connectMs: 400, answerMs: 400, answerBytes: 10_000 }

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => { server.close() })
  return (server.address() as AddressInfo).port
}

const asked = async (
  url: string, ca: string | null = null, signal = new AbortController().signal,
): Promise<Either<LedgerFault, string>> => {
  const { post, close } = must(await openWire(new URL(url), { ca, client: null }, signal, limits)())
  onTestFinished(close)
  return post('/v1/agent/sync', 'message', 'sync')()
}

const answeredBy = async (listener: RequestListener) =>
  asked(`http://127.0.0.1:${String(await listening(createHttp(listener)))}`)

const unreachable = (reason: unknown = expect.stringMatching(/^[A-Z_]+$/)) =>
  ({ left: { _tag: 'LedgerUnreachable', reason } })

describe('the way to the ledger', () => {
  it('gives back what was answered, without blanks around it', async () => {
    expect(await answeredBy((_, response) => response.end(' answer\n'))).toMatchObject({ right: 'answer' })
  })

  it('sends the message as what it is, to one path, and nothing that knows the agent', async () => {
    let seen: unknown = null
    await answeredBy((request, response) => {
      seen = [request.method, request.url, request.headers['content-type'], request.headers['authorization']]
      response.end('x')
    })
    expect(seen).toEqual(['POST', '/v1/agent/sync', 'application/jose', undefined])
  })

  it('does not wait for ever: for a connection that says nothing, for a body that does not end', async () => {
    const silent = await listening(createServer(() => undefined))
    expect(await asked(`http://127.0.0.1:${String(silent)}`)).toMatchObject(unreachable())
    expect(await answeredBy((_, response) => { response.write('half') })).toMatchObject(unreachable())
  })

  it('does not wait for a body that comes drop by drop', async () => {
    const start = performance.now()
    expect(await answeredBy((_, response) => {
      const timer = setInterval(() => response.write('x'), 50)
      response.on('close', () => clearInterval(timer))
    })).toMatchObject(unreachable('ETIMEDOUT'))
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  it('reads no answer beyond its bound', async () => {
    expect(await answeredBy((_, response) => response.end('x'.repeat(10_000)))).toMatchObject({ _tag: 'Right' })
    expect(await answeredBy((_, response) => response.end('x'.repeat(10_001)))).toMatchObject(unreachable())
  })

  it('follows no redirect, and takes a page of a proxy for what it is', async () => {
    expect(await answeredBy((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()))
      .toMatchObject(unreachable('HTTP_302'))
    expect(await answeredBy((_, response) => response.writeHead(403).end('<html>')))
      .toMatchObject(unreachable('HTTP_403'))
  })

  it('gives a refusal with its type, fit to be shown', async () => {
    const problem = { type: 'urn:certledger:problem:AgentNotEnrolled', detail: `no\u001b[31m${'x'.repeat(5_000)}` }
    const refused = await answeredBy((_, response) => response.writeHead(403).end(JSON.stringify(problem)))
    expect(refused).toMatchObject({ left: { _tag: 'LedgerRefused', problem: 'AgentNotEnrolled', asked: 'sync' } })
    if (refused._tag === 'Left' && refused.left._tag === 'LedgerRefused') {
      expect(refused.left.detail).toMatch(/^no {1}\[31mx+$/)
      expect(refused.left.detail.length).toBe(300)
    }
  })

  it('ends at once when it is asked to', async () => {
    const port = await listening(createServer(() => undefined))
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    expect(await asked(`http://127.0.0.1:${String(port)}`, null, stop.signal)).toMatchObject(unreachable('ABORTED'))
  })

  it('believes TLS only by the authorities that it was given, and only for the name', async () => {
    const [own, other] = [realCertificate('localhost'), realCertificate('ledger.contoso.com')]
    const answering = async ({ pem }: typeof own) => {
      const server = createHttps({ cert: Buffer.from(pem), key: Buffer.from(pem) }, (_, response) => response.end('x'))
      return `https://localhost:${String(await listening(server))}`
    }
    const ca = (real: typeof own): string => stored(real.pem, 'pem')
    expect(await asked(await answering(own), ca(own))).toMatchObject({ right: 'x' })
    expect(await asked(await answering(own))).toMatchObject(unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'))
    expect(await asked(await answering(other), ca(other))).toMatchObject(unreachable('ERR_TLS_CERT_ALTNAME_INVALID'))
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await asked(await answering(own))).toMatchObject(unreachable('DEPTH_ZERO_SELF_SIGNED_CERT'))
  })

  it('says that the file of authorities is not there', async () => {
    const files = { ca: '/no/such/file', client: null }
    expect(await openWire(new URL('https://localhost'), files, new AbortController().signal)())
      .toMatchObject({ left: { _tag: 'AgentFileUnusable', reason: 'ENOENT' } })
  })
})

describe('the address of a server', () => {
  it.each([
    'https://ledger.contoso.com:8443', 'https://192.0.2.1', 'http://127.0.0.1:8080', 'http://localhost:1',
    'http://[::1]:8080', 'http://127.8.8.8',
  ])('%s is spoken to', (text) => {
    expect(must(serverUrl(text)).origin).toBe(text)
  })

  it.each([
    'http://ledger.contoso.com', 'http://192.0.2.1:8080', 'http://localhost.evil.com', 'http://127.0.0.1.evil.com',
    'ftp://localhost', 'ledger.contoso.com', '', 'https://user:secret@ledger.contoso.com', 'file:///etc/passwd',
  ])('%s is not', (text) => {
    const server = text.replace('user:secret@', '…@')
    expect(serverUrl(text)).toMatchObject({ left: { _tag: 'ServerNotSecure', server } })
  })

  it.each([
    'https://u:secret@x', 'https:u:secret@x', String.raw`https:\\u:secret@x`, '//u:secret@x', 'u:secret@x:1',
    'http://x/?t=secret', 'https://u:se/cret@x', 'http://x#secret',
  ])('%s is not repeated with what is secret in it', (text) => {
    expect(JSON.stringify(serverUrl(text))).not.toMatch(/secret|cret@/)
    expect(serverUrl(text)).toMatchObject({ _tag: 'Left' })
  })
})
