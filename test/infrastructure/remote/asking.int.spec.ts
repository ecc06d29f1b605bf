import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { secretOf } from '../../../application/ports/secret.js'
import { E } from '../../../application/prelude.js'
import { remoteSession } from '../../../infrastructure/remote/remote-session.js'
import type { Session } from '../../../infrastructure/system/session.js'
import { problemOf } from '../../../infrastructure/wording/problem.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { alice } from '../../support/ledger/memory-ledger.js'
import { textOf } from '../x509/openssl.js'

const head = { position: 1, at: '2026-11-20T12:00:00.000Z', knownAt: '2026-11-20T12:00:00.000Z' }
const done = { ...head, dryRun: false, events: [], findings: [] }
const present = { at: null, knownAt: null }

type Answerer = (request: IncomingMessage, response: ServerResponse, count: number) => void

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((ready) => { server.listen(0, '127.0.0.1', ready) })
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return (server.address() as AddressInfo).port
}

const sessionWith = (url: string, authorities: string | null = null): Session => {
  const session = remoteSession({
    server: new URL(url),
    token: secretOf(Buffer.from('clt_token')),
    authorities: authorities === null ? null : Buffer.from(authorities),
    client: null,
  })
  onTestFinished(session.close)
  return session
}

/** Something that answers as it likes, and what it was sent. */
const answerer = async (answer: Answerer) => {
  const heard: Array<IncomingMessage> = []
  const port = await listening(createServer((request, response) => {
    heard.push(request)
    answer(request, response, heard.length)
  }))
  return { heard, session: sessionWith(`http://127.0.0.1:${port}`) }
}

const json = (response: ServerResponse, status: number, content: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content))
}

const problem = (type: string, status: number) => ({
  type, status, title: 'A title', detail: 'What was found.', remedy: 'What to do.', limit: 7,
})

const configure = (session: Session) => session.command('ConfigureSite', { sipDomains: ['contoso.com'] }, alice)()
const showSite = (session: Session) => session.question('ShowSite', {}, present)()

describe('A command that does not get through', () => {
  it('is sent again with the same key and body, and is carried out', async () => {
    const bodies: Array<string> = []
    const { heard, session } = await answerer((request, response, count) => {
      const chunks: Array<Buffer> = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        bodies.push(Buffer.concat(chunks).toString())
        if (count === 1) request.socket.destroy()
        else if (count === 2) json(response, 503, problem('ServerBusy', 503), { 'retry-after': '0' })
        else json(response, 200, done)
      })
    })
    expect(await configure(session)).toMatchObject({ right: { dryRun: false } })
    const keys = heard.map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(3)
    expect([new Set(keys).size, new Set(bodies).size]).toEqual([1, 1])
  })

  it('is given up after four attempts', async () => {
    const { heard, session } = await answerer((request) => { request.socket.destroy() })
    const outcome = await configure(session)
    expect(outcome).toMatchObject({ left: { _tag: 'ServerUnavailable', reason: 'ECONNRESET' } })
    expect(heard).toHaveLength(4)
  })

  it('is not sent again where the server did not ask for that, or asks for long patience', async () => {
    for (const headers of [{}, { 'retry-after': '60' }, { 'retry-after': 'tomorrow' }]) {
      const { heard, session } = await answerer((_, response) => {
        json(response, 503, problem('VaultPassphraseRequired', 503), headers)
      })
      const outcome = await configure(session)
      expect(outcome).toMatchObject({ left: { _tag: 'ToldByServer', type: 'VaultPassphraseRequired', status: 503 } })
      expect(E.isLeft(outcome) && problemOf(outcome.left).exitCode).toBe(6)
      expect(heard).toHaveLength(1)
    }
  })
})

describe('An answer', () => {
  it.each<readonly [string, Answerer, Readonly<Record<string, unknown>>]>([
    ['a page of another server', (_, response) => { response.end('<html>') }, { because: 'otherForm' }],
    ['JSON of another form', (_, response) => { json(response, 200, { ok: true }) }, { because: 'otherForm' }],
    [
      'a redirect',
      (_, response) => { response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end() },
      { because: 'redirect' },
    ],
    ['an error that is no problem', (_, response) => { response.writeHead(500).end('{}') }, { because: 'otherForm' }],
    ['what a proxy says', (_, response) => { response.writeHead(502).end('Bad gateway') }, { reason: 'HTTP_502' }],
  ])('that is %s is told as such, to commands and questions', async (_, answer, expected) => {
    const { session } = await answerer(answer)
    expect(await showSite(session)).toMatchObject({ left: expected })
    expect(await configure(session)).toMatchObject({ left: expected })
  })

  it('of a newer server is shown in its words, and ends as its status says', async () => {
    const ends = [[400, 2], [403, 6], [404, 7], [409, 8], [422, 8], [418, 2], [500, 1], [507, 9]] as const
    for (const [status, exitCode] of ends) {
      const { session } = await answerer((_, response) => { json(response, status, problem('Unheard', status)) })
      const outcome = await showSite(session)
      expect(E.isLeft(outcome) && problemOf(outcome.left)).toEqual({
        type: 'Unheard', title: 'A title', detail: 'What was found.', remedy: 'What to do.',
        facts: { limit: 7 }, httpStatus: status, exitCode,
      })
    }
  })

  it('to what lasts tells how far it is, and its problem at the end', async () => {
    const told: Array<number> = []
    const { session } = await answerer((_, response) => {
      const lines = [{ progress: 5 }, { progress: 9 }, { problem: problem('RecordCorrupt', 500) }]
      response.writeHead(200).end(lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    })
    const outcome = await session.verifyRecords((count) => { told.push(count) })()
    expect(told).toEqual([5, 9])
    expect(outcome).toMatchObject({ left: { _tag: 'ToldByServer', type: 'RecordCorrupt' } })
    expect(E.isLeft(outcome) && problemOf(outcome.left).exitCode).toBe(5)
  })

  it('that breaks off while something lasts is none', async () => {
    const { session } = await answerer((_, response) => { response.writeHead(200).end('{"progress":5}\n') })
    expect(await session.rebuildReadSide(() => undefined)()).toMatchObject({ left: { because: 'otherForm' } })
  })
})

describe('A server', () => {
  it('where nothing listens is unavailable', async () => {
    const outcome = await showSite(sessionWith('http://127.0.0.1:1'))
    expect(outcome).toMatchObject({ left: { _tag: 'ServerUnavailable', reason: 'ECONNREFUSED' } })
    expect(E.isLeft(outcome) && problemOf(outcome.left)).toMatchObject({
      exitCode: 9, detail: 'http://127.0.0.1:1: nothing listens there (ECONNREFUSED).',
    })
  })

  it('whose certificate is not trusted is sent no token; with its authority it is asked', async () => {
    const { made } = realCertificate('localhost')
    const pem = textOf(made.certificate)
    const heard: Array<string | undefined> = []
    const port = await listening(createTlsServer({ cert: pem, key: textOf(made.key) }, (request, response) => {
      heard.push(request.headers.authorization)
      json(response, 200, head)
    }))
    expect(await showSite(sessionWith(`https://localhost:${port}`))).toMatchObject({
      left: { _tag: 'ServerUnavailable', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    })
    expect(await showSite(sessionWith(`https://127.0.0.1:${port}`, pem))).toMatchObject({
      left: { _tag: 'ServerUnavailable', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
    expect(heard).toEqual([])
    expect(await showSite(sessionWith(`https://localhost:${port}`, pem))).toEqual(E.right(head))
    expect(heard).toEqual(['Bearer clt_token'])
  })
})
