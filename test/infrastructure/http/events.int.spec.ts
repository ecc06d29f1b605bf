import { request } from 'undici'
import { describe, expect, it, onTestFinished } from 'vitest'
import { alice } from '../../support/ledger/memory-ledger.js'
import { must } from '../../support/log-reading.js'
import { bearer, hear, serving, type Serving } from '../../support/http/running-server.js'

type Entry = { readonly position: number; readonly type: string; readonly stream: string }
type Frame = { readonly id: number; readonly event: string; readonly entry: Entry }

const framesIn = (text: string): ReadonlyArray<Frame> =>
  text.split('\n\n').slice(0, -1).flatMap((block) => {
    const fields = new Map(block.split('\n').map((line) => {
      const colon = line.indexOf(': ')
      return [line.slice(0, colon), line.slice(colon + 2)] as const
    }))
    const data = fields.get('data')
    return data === undefined
      ? []
      : [{ id: Number(fields.get('id')), event: fields.get('event') ?? '', entry: JSON.parse(data) as Entry }]
  })

/** A reader of the stream: all that came, and a wait for so many events. */
const reading = async (server: Serving, token: string, query = '', headers: Readonly<Record<string, string>> = {}) => {
  const leaving = new AbortController()
  onTestFinished(() => leaving.abort())
  const answer = await request(`${server.url}/v1/events${query}`, {
    headers: { ...bearer(token), ...headers }, signal: leaving.signal,
  })
  let text = ''
  let ended = false
  const ring: Array<() => void> = []
  const wake = (): void => ring.splice(0).forEach((waiting) => waiting())
  answer.body.on('data', (chunk: Buffer) => { text += chunk.toString(); wake() })
  answer.body.on('close', () => { ended = true; wake() })
  answer.body.on('error', () => undefined)
  const until = async (done: () => boolean): Promise<void> => {
    while (!done() && !ended) await new Promise<void>((resolve) => { ring.push(resolve) })
  }
  return {
    headers: answer.headers,
    status: answer.statusCode,
    text: () => text,
    leave: () => leaving.abort(),
    frames: async (count: number) => {
      await until(() => framesIn(text).length >= count)
      return framesIn(text)
    },
    end: () => until(() => false),
    until,
  }
}

const register = async ({ service }: Serving, ...names: ReadonlyArray<string>): Promise<void> => {
  for (const name of names) must(await service.command('RegisterFrontEnd', { fqdn: `${name}.contoso.com` }, alice)())
}

const subjects = (frames: ReadonlyArray<Frame>): ReadonlyArray<string> =>
  frames.map(({ entry }) => entry.stream.replace(/^frontEnd-(.*)\.contoso\.com$/, '$1'))

describe('The stream of events', () => {
  it('tells what is recorded from now on, as the log shows it, with its position as id', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    await register(server, 'before')
    const reader = await reading(server, token)
    expect(reader.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    await register(server, 'a', 'b')
    const frames = await reader.frames(2)
    expect(subjects(frames)).toEqual(['a', 'b'])
    expect(frames[0]).toMatchObject({ event: 'recorded', entry: { type: 'FrontEndRegistered', actor: alice.actor } })
    expect(frames.every(({ id, entry }) => id === entry.position)).toBe(true)
  })

  it('goes on behind the last event that a reader has, and misses and repeats none', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    const first = await reading(server, token)
    await register(server, 'a', 'b')
    const seen = await first.frames(2)
    first.leave()
    await register(server, 'c', 'd')
    const second = await reading(server, token, '', { 'last-event-id': String(seen[0]?.id) })
    await register(server, 'e')
    expect(subjects(await second.frames(4))).toEqual(['b', 'c', 'd', 'e'])
  })

  it('begins where it is asked to', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    await register(server, 'a')
    const frames = await (await reading(server, token, '?after=0')).frames(3)
    expect(frames.map(({ entry }) => entry.type)).toEqual(['SigningKeyCreated', 'AccessGranted', 'FrontEndRegistered'])
    const wrong = await hear(`${server.url}/v1/events`, { headers: { ...bearer(token), 'last-event-id': '-1' } })
    expect(wrong.json).toMatchObject({ type: 'HeaderNotUnderstood', header: 'Last-Event-ID' })
    expect((await hear(`${server.url}/v1/events?from=1`, { headers: bearer(token) })).status).toBe(400)
  })

  it('refuses to begin at a position that the log has not reached, and says how far it is', async () => {
    const server = await serving()
    const headers = bearer(await server.tokenFor('auditor'))
    const head = must(await server.service.head()())
    const url = `${server.url}/v1/events`
    expect((await hear(url, { headers: { ...headers, 'last-event-id': String(head + 1) } })).json).toMatchObject({
      type: 'HeaderNotUnderstood', header: 'Last-Event-ID',
      expected: `the id of an event of this stream, which has reached ${head}`,
    })
    expect((await hear(`${url}?after=${head + 1}`, { headers })).json).toMatchObject({
      type: 'InputNotUnderstood', status: 400, problems: [{ field: 'after', type: 'NotWholeNumber', most: head }],
    })
  })

  it('tells a long history whole and in order, to a reader who begins slowly', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    await register(server, ...Array.from({ length: 1_200 }, (_, nth) => `fe${nth}`))
    const frames = await (await reading(server, token, '?after=0')).frames(1_202)
    expect(frames.map(({ id }) => id)).toEqual(Array.from({ length: 1_202 }, (_, nth) => nth + 1))
  })

  it('says that it is there while nothing happens', async () => {
    const server = await serving({ limits: { heartbeatMs: 50 } })
    const reader = await reading(server, await server.tokenFor('auditor'))
    await reader.until(() => (reader.text().match(/^:$/gm) ?? []).length >= 2)
    expect(reader.text()).toContain('\n:\n\n')
  })

  it('ends when the access of its reader is revoked, before the next event is told', async () => {
    const server = await serving({ limits: { heartbeatMs: 60_000 } })
    const input = { subject: 'bob', roles: ['auditor'] }
    const { token } = must(await server.service.command('GrantAccess', input, alice)())
    const reader = await reading(server, Buffer.from(token?.text?.reveal() ?? '').toString('ascii'))
    must(await server.service.command('RevokeAccess', { subject: 'bob', force: true }, alice)())
    await register(server, 'secret')
    await reader.end()
    expect(reader.text()).not.toContain('secret')
  })

  it('ends when the server stops', async () => {
    const server = await serving()
    const reader = await reading(server, await server.tokenFor('auditor'))
    const begin = Date.now()
    await server.stop()
    await reader.end()
    expect(Date.now() - begin).toBeLessThan(5_000)
  })

  it('has so many readers at once, and no more', async () => {
    const server = await serving({ limits: { streams: 2 } })
    const token = await server.tokenFor('auditor')
    const first = await reading(server, token)
    await reading(server, token)
    expect((await hear(`${server.url}/v1/events`, { headers: bearer(token) })).json['type']).toBe('ServerBusy')
    first.leave()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect((await reading(server, token)).status).toBe(200)
  })
})
