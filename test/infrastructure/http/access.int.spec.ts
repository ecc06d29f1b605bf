import { describe, expect, it } from 'vitest'
import { commands, type CommandName } from '../../../application/commands/catalogue.js'
import { accessRoles, type AccessRole } from '../../../domain/values/access-role.js'
import { rightsOf, type Right } from '../../../domain/values/rights.js'
import type { RefusedAttempt } from '../../../application/access/refused-attempts.js'
import type { Service } from '../../../infrastructure/system/service.js'
import { questions } from '../../../projections/questions/catalogue.js'
import { alice } from '../../support/ledger/memory-ledger.js'
import { must } from '../../support/log-reading.js'
import { asking, bearer, commanding, hear, serving } from '../../support/http/running-server.js'

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name)
const commandNames = Object.keys(commands).filter(isCommand)

const listening = () => {
  const attempts: Array<RefusedAttempt> = []
  const service = (same: Service): Service => ({ ...same, refused: (attempt) => { attempts.push(attempt) } })
  return { attempts, service }
}

describe('Who asks', () => {
  it('is not let in without a token, with one of another form, and with one that nobody was given', async () => {
    const { attempts, service } = listening()
    const server = await serving({ service })
    const site = `${server.url}/v1/questions/show-site`
    const invented = `clt_${'a'.repeat(16)}_${'A'.repeat(43)}`
    const because = async (headers: Readonly<Record<string, string>>) => {
      const { status, json, headers: said } = await hear(site, { headers })
      expect([status, json['type'], said['www-authenticate']]).toEqual([
        401, 'Unauthenticated', 'Bearer realm="certledger"',
      ])
      return json['because']
    }
    expect(await because({})).toBe('missing')
    expect(await because({ authorization: 'Basic YTpi' })).toBe('malformed')
    expect(await because(bearer('nonsense'))).toBe('malformed')
    expect(await because(bearer('x'.repeat(600)))).toBe('malformed')
    expect(await because(bearer(invented))).toBe('unknown')
    expect(attempts).toHaveLength(5)
    expect(attempts[4]).toEqual({
      subject: null, attempted: 'ShowSite', problem: 'Unauthenticated', address: '127.0.0.1',
    })
  })

  it('is let in no more with the very next request after the access was revoked', async () => {
    const server = await serving()
    const input = { subject: 'bob', roles: ['auditor'] }
    const { token } = must(await server.service.command('GrantAccess', input, alice)())
    const text = Buffer.from(token?.text?.reveal() ?? '').toString('ascii')
    expect((await asking(server, text, 'ListRolls')).status).toBe(200)
    must(await server.service.command('RevokeAccess', { subject: 'bob', force: true }, alice)())
    expect(await asking(server, text, 'ListRolls')).toMatchObject({ status: 401, json: { because: 'revoked' } })
  })

  it('is told in the open only how the server is', async () => {
    const { url } = await serving()
    expect(await hear(`${url}/healthz`)).toMatchObject({ status: 200, json: { status: 'ok' } })
    expect(await hear(`${url}/readyz`)).toMatchObject({ status: 200, json: { status: 'ready' } })
    for (const path of ['/v1/events', '/metrics', '/v1/questions/log']) {
      expect((await hear(`${url}${path}`)).status, path).toBe(401)
    }
  })

  it('is slowed down after many refused attempts, which does not concern whoever has a token', async () => {
    const { attempts, service } = listening()
    const server = await serving({ service, limits: { refusedPerMinute: 3 } })
    const token = await server.tokenFor('auditor')
    const site = `${server.url}/v1/questions/show-site`
    const statuses: Array<number> = []
    for (let nth = 0; nth < 5; nth += 1) statuses.push((await hear(site)).status)
    expect(statuses).toEqual([401, 401, 401, 429, 429])
    const last = await hear(site)
    expect(last.json).toMatchObject({ type: 'TooManyRequests', limit: 3 })
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0)
    expect(attempts).toHaveLength(3)
    expect((await asking(server, token, 'ListRolls')).status).toBe(200)
  })
})

describe('The matrix of roles', () => {
  const may = (role: AccessRole, right: Right): boolean => rightsOf([role]).includes(right)

  it('lets each role send exactly the commands that its rights cover', async () => {
    const { attempts, service } = listening()
    const server = await serving({ service, limits: { refusedPerMinute: 1_000 } })
    for (const role of accessRoles) {
      const token = await server.tokenFor(role)
      for (const name of commandNames) {
        const { right } = commands[name]
        const { status, json } = await commanding(server, token, name, { nonsense: 1 })
        if (may(role, right)) expect([status, json['type']], `${role} ${name}`).toEqual([400, 'InputNotUnderstood'])
        else expect([status, json['right'], json['roles']], `${role} ${name}`).toEqual([403, right, [role]])
      }
    }
    const forbidden = accessRoles.flatMap((role) => commandNames.filter((name) => !may(role, commands[name].right)))
    expect(forbidden.length).toBeGreaterThan(commandNames.length)
    expect(attempts.map(({ attempted }) => attempted)).toEqual(forbidden)
  })

  it('lets each role ask exactly the questions that its rights cover', async () => {
    const server = await serving({ limits: { refusedPerMinute: 1_000 } })
    for (const role of accessRoles) {
      const token = await server.tokenFor(role)
      for (const [name, { right }] of Object.entries(questions)) {
        const { status } = await asking(server, token, name, { nonsense: '1' })
        expect(status, `${role} ${name}`).toBe(may(role, right) ? 400 : 403)
      }
    }
  })

  it('lets nobody read a body before his right is known', async () => {
    const server = await serving()
    const token = await server.tokenFor('auditor')
    const body = '{"file": "'.padEnd(1_000_000, 'A')
    const headers = { ...bearer(token), 'content-type': 'application/json' }
    const heard = await hear(`${server.url}/v1/commands/import-certificate`, { method: 'POST', headers, body })
    expect(heard).toMatchObject({ status: 403, json: { type: 'Forbidden' } })
  })
})

describe('A command that was refused', () => {
  it('is an attempt on record, unless it was only tried or not understood', async () => {
    const { attempts, service } = listening()
    const server = await serving({ service })
    const token = await server.tokenFor('administrator')
    const cancel = { type: 'OAuthTokenIssuer' }
    await commanding(server, token, 'CancelRoll', { ...cancel, dryRun: true })
    await commanding(server, token, 'CancelRoll', { nonsense: 1 })
    expect(attempts).toEqual([])
    const { json } = await commanding(server, token, 'CancelRoll', cancel)
    expect(attempts).toEqual([{
      subject: expect.stringMatching(/^administrator-/) as string, attempted: 'CancelRoll',
      problem: json['type'], address: '127.0.0.1',
    }])
  })
})
