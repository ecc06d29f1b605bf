import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Service } from '../../../infrastructure/system/service.js'
import { bearer, commanding, hear, serving, type Serving } from '../../support/http/running-server.js'

/** A client that writes what it likes; resolves with all that came once the server has closed the connection. */
const raw = (server: Serving, text: string) => {
  const { hostname, port } = new URL(server.url)
  const socket: Socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('data', (chunk) => { heard += chunk.toString() })
  socket.on('error', () => undefined)
  socket.write(text)
  const closed = new Promise<string>((resolve) => socket.once('close', () => resolve(heard)))
  return { socket, closed, heard: () => heard }
}

const problemIn = (heard: string): Readonly<Record<string, unknown>> =>
  JSON.parse(heard.slice(heard.indexOf('\r\n\r\n'))) as Record<string, unknown>

const post = (path: string, ...headers: ReadonlyArray<string>): string =>
  [`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', ...headers, '', ''].join('\r\n')

const configure = '/v1/commands/configure-site'

describe('A body', () => {
  it('of 100 MB is refused before it is read, and the server goes on', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const request = raw(server, post('/v1/commands/import-certificate', `Authorization: Bearer ${token}`,
      'Content-Length: 104857600'))
    const before = process.memoryUsage().rss
    expect(problemIn(await request.closed)).toMatchObject({ type: 'BodyTooLarge', limitBytes: 25_000_000 })
    const flood = raw(server, post('/v1/commands/import-certificate', `Authorization: Bearer ${token}`,
      'Transfer-Encoding: chunked'))
    const chunk = `f4240\r\n${'A'.repeat(1_000_000)}\r\n`
    for (let sent = 0; sent < 100 && !flood.socket.destroyed; sent += 1) {
      flood.socket.write(chunk)
      await sleep(1)
    }
    expect(await flood.closed).toMatch(/^(HTTP\/1\.1 413|$)/)
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000)
    expect((await commanding(server, token, 'ConfigureSite', { sipDomains: ['contoso.com'] })).status).toBe(200)
  })

  it('without a length is refused as soon as it is too long', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const request = raw(server, post(configure, `Authorization: Bearer ${token}`, 'Transfer-Encoding: chunked'))
    for (let sent = 0; sent < 20 && !request.socket.destroyed; sent += 1) {
      request.socket.write(`2000\r\n${'A'.repeat(0x2000)}\r\n`)
      await sleep(1)
    }
    expect(problemIn(await request.closed)).toMatchObject({ type: 'BodyTooLarge', limitBytes: 65_536 })
  })

  it('that is no JSON object, too deep, or has a name that poisons is refused by its type', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const because = async (body: string | Buffer) => {
      const headers = { ...bearer(token), 'content-type': 'application/json' }
      const { status, json } = await hear(`${server.url}${configure}`, { method: 'POST', headers, body: String(body) })
      expect([status, json['type']]).toEqual([400, 'BodyNotUnderstood'])
      return json['because']
    }
    expect(await because('{"sipDomains": ')).toBe('notJson')
    expect(await because('{"a": 1} {"b": 2}')).toBe('notJson')
    expect(await because('["sipDomains"]')).toBe('notObject')
    expect(await because('"text"')).toBe('notObject')
    expect(await because('null')).toBe('notObject')
    expect(await because(`{"a": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`)).toBe('tooDeep')
    expect(await because('{"__proto__": {"isAdmin": true}}')).toBe('forbiddenName')
    expect(await because('{"a": {"constructor": {"prototype": 1}}}')).toBe('forbiddenName')
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false)
  })

  it('that is no UTF-8, or shorter than it says, is refused', async () => {
    const server = await serving({ limits: { requestMs: 500, headersMs: 500, checkMs: 100 } })
    const token = await server.tokenFor('administrator')
    const bytes = Buffer.concat([Buffer.from('{"realm": "'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')])
    const invalid = raw(server, post(configure, `Authorization: Bearer ${token}`, 'Connection: close',
      `Content-Length: ${bytes.length}`))
    invalid.socket.write(bytes)
    expect(problemIn(await invalid.closed)).toMatchObject({ because: 'notJson' })
    const short = raw(server, `${post(configure, `Authorization: Bearer ${token}`, 'Content-Length: 100')}{"a`)
    expect(await short.closed).toMatch(/^(HTTP\/1\.1 408|$)/)
  })

  it('of another media type, or compressed, is refused', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', '']) {
      const headers = { ...bearer(token), 'content-type': type }
      const heard = await hear(`${server.url}${configure}`, { method: 'POST', headers, body: 'a=b' })
      expect(heard, type).toMatchObject({ status: 415, json: { type: 'MediaTypeNotSupported' } })
    }
  })
})

describe('A request', () => {
  it('that trickles in is given up, its headers as well as its body', async () => {
    const server = await serving({ limits: { headersMs: 300, requestMs: 600, checkMs: 50 } })
    const token = await server.tokenFor('administrator')
    const slow = raw(server, 'GET /healthz HTTP/1.1\r\nHost: x\r\n')
    const drip = setInterval(() => slow.socket.write('X-A: b\r\n'), 50)
    onTestFinished(() => clearInterval(drip))
    expect(problemIn(await slow.closed)).toMatchObject({ type: 'RequestTooSlow', limitMs: 300 })
    const body = raw(server, post(configure, `Authorization: Bearer ${token}`, 'Content-Length: 1000'))
    const dripping = setInterval(() => body.socket.write(' '), 50)
    onTestFinished(() => clearInterval(dripping))
    expect(await body.closed).toMatch(/^(HTTP\/1\.1 408|$)/)
  })

  it('on a connection that is open and silent is not waited for', async () => {
    const server = await serving({ limits: { headersMs: 200, requestMs: 300, silenceMs: 300, checkMs: 50 } })
    const silent = raw(server, '')
    const kept = raw(server, 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
    await Promise.all([silent.closed, kept.closed])
    expect(kept.heard()).toContain('HTTP/1.1 200')
  })

  it('with headers of more than 16 KiB, or that is no HTTP, is refused and the connection closed', async () => {
    const server = await serving()
    const bomb = raw(server, `GET /healthz HTTP/1.1\r\nHost: x\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`)
    expect(problemIn(await bomb.closed)).toMatchObject({ type: 'RequestNotUnderstood', because: 'headersTooLarge' })
    const many = Array.from({ length: 3_000 }, (_, nth) => `X-${nth}: a`).join('\r\n')
    expect(problemIn(await raw(server, `GET / HTTP/1.1\r\nHost: x\r\n${many}\r\n\r\n`).closed)).toMatchObject({
      type: 'RequestNotUnderstood',
    })
    for (const nonsense of ['\u0016\u0003\u0001\u0000', 'GET / HTTP/9.9\r\n\r\n', 'nonsense\r\n\r\n']) {
      expect(problemIn(await raw(server, nonsense).closed)).toMatchObject({ type: 'RequestNotUnderstood' })
    }
    const smuggled = post(configure, 'Content-Length: 5', 'Transfer-Encoding: chunked')
    expect(problemIn(await raw(server, `${smuggled}0\r\n\r\n`).closed)).toMatchObject({ because: 'malformed' })
  })

  it('for a path that plays tricks finds nothing', async () => {
    const server = await serving()
    const tricks = [
      '/v1/commands/../../etc/passwd', '/v1/questions/%2e%2e%2fsite', '/v1/questions/show-site%00', '//v1/events',
      '/V1/questions/show-site', '/v1/questions/show-site/', '/v1/questions/ShowSite', '/v1/questions/__proto__',
      '/v1/commands/constructor', '/%zz', '/v1/questions/show-site;a=b', `/${'a'.repeat(5_000)}`,
    ]
    for (const path of tricks) {
      const request = raw(server, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
      const heard = await request.closed
      expect(heard, path).toMatch(/^HTTP\/1\.1 40[04] /)
      expect(problemIn(heard)['type'], path).toMatch(/^(RouteUnknown|RequestNotUnderstood)$/)
    }
  })

  it('beyond as many as the server works on is told when to try again', async () => {
    let release = (): void => undefined
    const held = new Promise<void>((resolve) => { release = resolve })
    const server = await serving({
      limits: { inFlight: 2 },
      service: (same) => ({
        ...same,
        question: (...asked) => async () => {
          await held
          return same.question(...asked)()
        },
      }),
    })
    const token = await server.tokenFor('auditor')
    const ask = () => hear(`${server.url}/v1/questions/list-rolls`, { headers: bearer(token) })
    const first = [ask(), ask()]
    await sleep(100)
    const third = await ask()
    expect(third).toMatchObject({ status: 503, json: { type: 'ServerBusy', limit: 2 } })
    expect(third.headers['retry-after']).toBe('1')
    release()
    expect((await Promise.all(first)).map(({ status }) => status)).toEqual([200, 200])
    expect((await ask()).status).toBe(200)
  })
})

describe('A connection that ends while requests wait on it', () => {
  it('leaves nothing behind that counts', async () => {
    const slowly = (same: Service): Service => ({
      ...same,
      head: () => async () => {
        await sleep(200)
        return same.head()()
      },
    })
    const server = await serving({ limits: { inFlight: 10 }, service: slowly })
    const token = await server.tokenFor('auditor')
    const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`
    for (let times = 0; times < 3; times += 1) {
      const { socket } = raw(server, get('/readyz') + get('/v1/questions/list-rolls').repeat(5))
      await sleep(100)
      socket.resetAndDestroy()
      await sleep(150)
    }
    const headers = bearer(token)
    const all = Array.from({ length: 10 }, () => hear(`${server.url}/v1/questions/list-rolls`, { headers }))
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  })
})

describe('A message of an agent', () => {
  const said = (length: string): string => [
    'POST /v1/agent/enrol HTTP/1.1', 'Host: x', 'Content-Type: application/jose', length, '', '',
  ].join('\r\n')

  it('that is large is not waited for while as many wait as there is memory for; a small one is', async () => {
    const server = await serving({ limits: { largeMessagesInFlight: 2 } })
    const held = [raw(server, said('Content-Length: 100000')), raw(server, said('Transfer-Encoding: chunked'))]
    await sleep(100)
    for (const length of ['Content-Length: 100000', 'Transfer-Encoding: chunked']) {
      expect(problemIn(await raw(server, said(length)).closed)).toMatchObject({ type: 'ServerBusy', limit: 2 })
    }
    const headers = { 'content-type': 'application/jose' }
    const small = () => hear(`${server.url}/v1/agent/enrol`, { method: 'POST', headers, body: 'x' })
    expect((await small()).json['type']).toBe('AgentMessageNotUnderstood')
    for (const { socket } of held) socket.destroy()
    await sleep(100)
    const large = await hear(`${server.url}/v1/agent/enrol`, { method: 'POST', headers, body: 'x'.repeat(100_000) })
    expect(large.json['type']).toBe('AgentMessageNotUnderstood')
  })
})

describe('An answer', () => {
  it('may not be kept, framed, sniffed or run by a browser', async () => {
    const { url } = await serving()
    for (const path of ['/healthz', '/nonsense']) {
      expect((await hear(`${url}${path}`)).headers, path).toMatchObject({
        'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
      })
    }
  })
})
