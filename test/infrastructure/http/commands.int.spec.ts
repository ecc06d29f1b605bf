import { describe, expect, it } from 'vitest'
import { commands } from '../../../application/commands/catalogue.js'
import { freshLedger } from '../../support/ledger/disk-ledger.js'
import { realCertificate, subjectInPfx } from '../../support/ledger/real-certificates.js'
import { asking, commanding, hear, serving, type Serving } from '../../support/http/running-server.js'

const contoso = { sipDomains: ['contoso.com'] }

describe('A command over HTTP', () => {
  it('is carried out, and answered as the command line answers', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const heard = await commanding(server, token, 'ConfigureSite', { ...contoso, reason: 'first', ticket: 'CHG-1' })
    expect(heard).toMatchObject({
      status: 200,
      json: { dryRun: false, events: [{ type: 'SiteConfigured', stream: 'site', revision: 0 }], findings: [] },
    })
    expect(heard.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', etag: '"0"' })
    const log = await asking(server, token, 'Log', { newest: '1' })
    expect(log.json).toMatchObject({
      entries: [{
        type: 'SiteConfigured', reason: 'first', ticket: 'CHG-1',
        actor: { kind: 'person', onBehalfOf: null }, origin: { face: 'http', address: '127.0.0.1' },
      }],
    })
  })

  it('names who it is sent for, and takes who sends it from the token alone', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    await commanding(server, token, 'ConfigureSite', { ...contoso, onBehalfOf: 'bob' })
    const log = await asking(server, token, 'Log', { newest: '1' })
    expect(log.json).toMatchObject({ entries: [{ actor: { onBehalfOf: 'bob' } }] })
    expect((await commanding(server, token, 'ConfigureSite', { ...contoso, actor: 'eve' })).json).toMatchObject({
      type: 'InputNotUnderstood', unknown: ['actor'],
    })
  })

  it('imports a file, assigns it, and hands it out again with its private key', async () => {
    const server = await serving()
    const token = await server.tokenFor('operator')
    const { pfx, thumbprint } = realCertificate('fe01.contoso.com')
    const imported = await commanding(server, token, 'ImportCertificate', {
      file: Buffer.from(pfx('in')).toString('base64'), fileName: 'fe01.pfx', password: 'in',
      type: 'Default', identity: 'fe01.contoso.com',
    })
    expect(imported).toMatchObject({ status: 200, json: { certificate: { thumbprint, hasPrivateKey: true } } })
    const keeper = await server.tokenFor('administrator')
    const exported = await commanding(server, keeper, 'ExportCertificate', { thumbprint, password: 'out' })
    expect(exported.json).toMatchObject({ file: { containsPrivateKey: true, mediaType: 'application/x-pkcs12' } })
    const { content } = exported.json['file'] as { readonly content: string }
    expect(subjectInPfx(Buffer.from(content, 'base64'), 'out')).toContain('fe01.contoso.com')
  })

  it('says what is wrong with a file that is no base64, and with a password that is no text', async () => {
    const server = await serving()
    const token = await server.tokenFor('operator')
    const heard = await commanding(server, token, 'ImportCertificate', { file: 'not base64!', password: 7 })
    expect(heard).toMatchObject({
      status: 400,
      json: {
        type: 'InputNotUnderstood', status: 400,
        problems: [{ field: 'file', type: 'NotBase64' }, { field: 'password', type: 'NotText' }],
      },
    })
    expect(heard.headers['content-type']).toBe('application/problem+json; charset=utf-8')
  })

  it('that is only tried records nothing and shows what it would', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const { json } = await commanding(server, token, 'ConfigureSite', { ...contoso, dryRun: true })
    expect(json).toMatchObject({ dryRun: true, events: [{ position: null }], planned: [{ type: 'SiteConfigured' }] })
    expect((await asking(server, token, 'ShowSite')).json).toMatchObject({ type: 'SiteNotConfigured', status: 404 })
  })

  it('has a route for every command of the catalogue, and refuses unknown parameters on each', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    for (const { name } of Object.values(commands)) {
      const heard = await commanding(server, token, name as keyof typeof commands, { nonsense: 1 })
      expect([heard.status, heard.json['unknown']], name).toEqual([400, ['nonsense']])
    }
  })
})

describe('A command with an Idempotency-Key', () => {
  it('records once what is sent twice, also after the server was started anew', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const once = { 'idempotency-key': 'a-key' }
    const first = await commanding(server, token, 'RegisterFrontEnd', { fqdn: 'fe01.contoso.com' }, once)
    const again = await commanding(server, token, 'RegisterFrontEnd', { fqdn: 'fe01.contoso.com' }, once)
    expect(first.json['events']).toHaveLength(1)
    expect(again.status).toBe(200)
    const log = await asking(server, token, 'Log', { event: 'FrontEndRegistered' })
    expect(log.json['entries']).toHaveLength(1)
  })

  it('hands out no private key without a record of its own, where the key is guessed after a restart', async () => {
    const directory = freshLedger()
    const server = await serving({ directory })
    const token = await server.tokenFor('administrator')
    const { pfx, thumbprint } = realCertificate('fe01.contoso.com')
    const file = Buffer.from(pfx('in')).toString('base64')
    await commanding(server, token, 'ImportCertificate', { file, password: 'in' })
    const exported = async (from: Serving, password: string) => {
      const once = { 'idempotency-key': 'a-key' }
      const { json } = await commanding(from, token, 'ExportCertificate', { thumbprint, password }, once)
      const read = (await asking(server, token, 'Log', { event: 'PrivateKeyRead' })).json['entries']
      return [json['file'] === undefined ? json['type'] : 'file', (read as ReadonlyArray<unknown>).length]
    }
    expect(await exported(server, 'out')).toEqual(['file', 1])
    expect(await exported(server, 'out')).toEqual(['file', 1])
    expect(await exported(server, 'other')).toEqual(['IdempotencyKeyReused', 1])
    const restarted = await serving({ directory })
    expect(await exported(restarted, 'other')).toEqual(['file', 2])
  })

  it('is refused where the key came with something else before', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const once = { 'idempotency-key': 'a-key' }
    await commanding(server, token, 'RegisterFrontEnd', { fqdn: 'fe01.contoso.com' }, once)
    expect(await commanding(server, token, 'RegisterFrontEnd', { fqdn: 'fe02.contoso.com' }, once)).toMatchObject({
      status: 422, json: { type: 'IdempotencyKeyReused', command: 'RegisterFrontEnd' },
    })
    const other = await server.tokenFor('administrator')
    expect((await commanding(server, other, 'RegisterFrontEnd', { fqdn: 'fe02.contoso.com' }, once)).status).toBe(200)
  })

  it('is refused where the key is none', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    for (const key of ['', 'with blank', 'x'.repeat(256)]) {
      const heard = await commanding(server, token, 'ConfigureSite', contoso, { 'idempotency-key': key })
      const json = { type: 'HeaderNotUnderstood', header: 'Idempotency-Key' }
      expect(heard, key).toMatchObject({ status: 400, json })
    }
  })
})

describe('A command with If-Match', () => {
  it('is done while the ETag of the answer still holds, and refused with 412 after it', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    await commanding(server, token, 'ConfigureSite', contoso)
    const { etag } = (await asking(server, token, 'ShowSite')).headers
    expect(etag).toBe('"0"')
    const match = { 'if-match': String(etag) }
    expect((await commanding(server, token, 'ConfigureSite', { realm: 'a.com' }, match)).headers['etag']).toBe('"1"')
    expect(await commanding(server, token, 'ConfigureSite', { realm: 'b.com' }, match)).toMatchObject({
      status: 412, json: { type: 'RevisionDiffers', stream: 'site', expected: 0, actual: 1 },
    })
  })

  it('lets one of many through that saw the same', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    await commanding(server, token, 'ConfigureSite', contoso)
    const heard = await Promise.all(Array.from({ length: 20 }, (_, nth) =>
      commanding(server, token, 'ConfigureSite', { realm: `r${nth}.com` }, { 'if-match': '"0"' })))
    expect(heard.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 412)])
  })

  it('speaks of a slot, a front end or a certificate', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const { pem, thumbprint } = realCertificate('fe01.contoso.com')
    await commanding(server, token, 'RegisterFrontEnd', { fqdn: 'fe01.contoso.com' })
    const file = Buffer.from(pem).toString('base64')
    const slot = { type: 'Default', identity: 'fe01.contoso.com' }
    await commanding(server, token, 'ImportCertificate', { file, ...slot })
    expect((await asking(server, token, 'GetCertificate', slot)).headers['etag']).toBe('"0"')
    expect((await asking(server, token, 'ShowCertificate', { thumbprint })).headers['etag']).toBe('"0"')
    const stale = { 'if-match': '"7"' }
    const [removed, retired] = [
      await commanding(server, token, 'RemoveAssignment', { ...slot, force: true }, stale),
      await commanding(server, token, 'RetireCertificate', { thumbprint, force: true }, stale),
    ]
    expect([removed.json['stream'], retired.json['stream']]).toEqual([
      'assignment-Default@fe01.contoso.com', expect.stringMatching(/^certificate-[0-9A-F]{64}$/),
    ])
  })

  it('is refused where it is no ETag, or where the request speaks of no single stream', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    expect(await commanding(server, token, 'ConfigureSite', contoso, { 'if-match': '*' })).toMatchObject({
      status: 400, json: { type: 'HeaderNotUnderstood', header: 'If-Match' },
    })
    const file = Buffer.from(realCertificate('a.contoso.com').pem).toString('base64')
    expect(await commanding(server, token, 'ImportCertificate', { file }, { 'if-match': '"0"' })).toMatchObject({
      status: 412, json: { type: 'RevisionDiffers', stream: null },
    })
  })
})

describe('A route that is not there', () => {
  it('is told, with the method that there is', async () => {
    const { url } = await serving()
    expect(await hear(`${url}/v1/commands/nonsense`, { method: 'POST' })).toMatchObject({
      status: 404, json: { type: 'RouteUnknown', method: 'POST', path: '/v1/commands/nonsense' },
    })
    const wrong = await hear(`${url}/v1/commands/configure-site`)
    expect(wrong).toMatchObject({ status: 405, json: { type: 'MethodNotAllowed', allowed: ['POST'] } })
    expect(wrong.headers['allow']).toBe('POST')
  })
})
