import { describe, expect, it } from 'vitest'
import { questions } from '../../../projections/questions/catalogue.js'
import { factsOf } from '../../support/certificates.js'
import { alice } from '../../support/ledger/memory-ledger.js'
import { realCertificate } from '../../support/ledger/real-certificates.js'
import { must } from '../../support/log-reading.js'
import {
  asking, bearer, commanding, hear, serving, type Heard, type Serving,
} from '../../support/http/running-server.js'

const register = async ({ service }: Serving, count: number, from = 0): Promise<void> => {
  for (let nth = from; nth < from + count; nth += 1) {
    must(await service.command('RegisterFrontEnd', { fqdn: `fe${String(nth).padStart(3, '0')}.contoso.com` }, alice)())
  }
}

const walk = async (server: Serving, token: string, name: string, query: Readonly<Record<string, string>>) => {
  const pages: Array<Readonly<Record<string, unknown>>> = []
  let after: string | null = null
  do {
    const heard = await asking(server, token, name, { ...query, ...(after === null ? {} : { after }) })
    expect(heard.status).toBe(200)
    pages.push(heard.json)
    after = typeof heard.json['next'] === 'string' ? heard.json['next'] : null
  } while (after !== null && pages.length < 100)
  return pages
}

describe('A question over HTTP', () => {
  it('has a route for every question of the catalogue', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    for (const name of Object.keys(questions)) {
      const heard = await asking(server, token, name, { nonsense: '1' })
      expect([heard.json['type'], heard.json['unknown']], name).toEqual(['InputNotUnderstood', ['nonsense']])
    }
  })

  it('is answered as of any moment on either axis, and the same as by the session', async () => {
    const server = await serving()
    const token = await server.tokenFor('administrator')
    const before = server.service.now()
    await commanding(server, token, 'ConfigureSite', { sipDomains: ['contoso.com'] })
    const now = await asking(server, token, 'ShowSite')
    expect(now.json).toMatchObject({ site: { sipDomains: ['contoso.com'] } })
    expect((await asking(server, token, 'ShowSite', { at: before })).json).toMatchObject({ type: 'SiteNotConfigured' })
    const unknown = await asking(server, token, 'ShowSite', { knownAt: '1' })
    expect(unknown.json).toMatchObject({ type: 'SiteNotConfigured' })
    const moment = { at: server.service.now(), knownAt: null }
    const said = must(await server.service.question('ShowSite', {}, moment)())
    const { json } = await asking(server, token, 'ShowSite', { at: moment.at })
    expect({ ...json, knownAt: null }).toEqual({ ...JSON.parse(JSON.stringify(said)) as object, knownAt: null })
  })

  it('takes flags, lists and repeated parameters, and refuses what a parameter cannot be', async () => {
    const server = await serving()
    const token = await server.tokenFor('operator')
    const file = Buffer.from(realCertificate('fe01.contoso.com').pem).toString('base64')
    await commanding(server, token, 'ImportCertificate', { file })
    const list = (query: string) =>
      hear(`${server.url}/v1/questions/list-certificates?${query}`, { headers: bearer(token) })
    expect((await list('unused=true')).json['certificates']).toHaveLength(1)
    expect((await list('unused')).json['certificates']).toHaveLength(1)
    expect((await list('unused=false&withKey=true')).json['certificates']).toHaveLength(1)
    expect((await list('unused=perhaps')).json).toMatchObject({ problems: [{ field: 'unused', type: 'NotFlag' }] })
    const dated = await list('at=7%2F1%2F2026')
    expect(dated.json).toMatchObject({ problems: [{ field: 'at', type: 'DateNotUnderstood' }] })
    expect((await list('at=2026-01-01&at=2026-01-02')).status).toBe(400)
    expect((await list('__proto__=1&constructor=2')).status).toBe(400)
  })

  it('says what it does not know with 404 and the type of the command line', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    const { thumbprint } = factsOf('nobody')
    expect(await asking(server, token, 'ShowCertificate', { thumbprint })).toMatchObject({
      status: 404, json: { type: 'CertificateNotKnownThen', thumbprint, status: 404 },
    })
  })
})

describe('A list in parts', () => {
  it('is the whole list, each item once, in order', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    await register(server, 23)
    const whole = (await asking(server, token, 'ListFrontEnds')).json
    const pages = await walk(server, token, 'ListFrontEnds', { limit: '7' })
    expect(pages.map(({ frontEnds }) => (frontEnds as Array<unknown>).length)).toEqual([7, 7, 7, 2])
    expect(pages.flatMap(({ frontEnds }) => frontEnds as Array<unknown>)).toEqual(whole['frontEnds'])
  })

  it('stays the list of its beginning while more is recorded', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    await register(server, 10, 10)
    const first = await asking(server, token, 'ListFrontEnds', { limit: '4' })
    await register(server, 10)
    const after = String(first.json['next'])
    const rest = await asking(server, token, 'ListFrontEnds', { limit: '100', after })
    const named = ({ json }: Heard) => (json['frontEnds'] as Array<{ fqdn: string }>).map(({ fqdn }) => fqdn)
    const those = Array.from({ length: 10 }, (_, nth) => `fe0${10 + nth}.contoso.com`)
    expect([...named(first), ...named(rest)]).toEqual(those)
    expect(rest.json['next']).toBeNull()
  })

  it('names the next part in a Link that leads there', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    await register(server, 3)
    const { headers } = await asking(server, token, 'ListFrontEnds', { limit: '2' })
    const path = /^<([^>]+)>; rel="next"$/.exec(String(headers['link']))?.[1]
    expect((await hear(`${server.url}${path ?? ''}`, { headers: bearer(token) })).json['frontEnds']).toHaveLength(1)
  })

  it('is refused with a cursor of another question, of other parameters, or of nobody', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    await register(server, 3)
    const { json: { next } } = await asking(server, token, 'ListFrontEnds', { limit: '1' })
    const of = { type: 'CursorNotUnderstood', parameter: 'after' }
    expect((await asking(server, token, 'ListRolls', { after: String(next) })).json).toMatchObject(of)
    expect((await asking(server, token, 'ListFrontEnds', { after: 'nonsense' })).json).toMatchObject(of)
    expect((await asking(server, token, 'ListFrontEnds', { limit: '0' })).status).toBe(400)
  })
})
