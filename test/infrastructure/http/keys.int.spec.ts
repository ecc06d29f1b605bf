import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../application/commands/catalogue.js'
import { agentRoutes } from '../../../application/agents/protocol.js'
import { accessRoles } from '../../../domain/values/access-role.js'
import { rolesWith } from '../../../domain/values/rights.js'
import { paths } from '../../../infrastructure/shared/route-name.js'
import { questions } from '../../../projections/questions/catalogue.js'
import { hear, serving, type Serving } from '../../support/http/running-server.js'
import { servedAgents, type ServedAgents } from '../../support/http/served-agents.js'
import { secretNumbersOf, secretScanner } from '../../support/ledger/secret-scan.js'

/** One way to ask a server something. */
type Try = { readonly path: string; readonly method: 'GET' | 'POST'; readonly type?: string; readonly body?: string }

const JSON_TYPE = 'application/json'
const JOSE = 'application/jose'
const exporting = paths.command('ExportCertificate')

/** Every route, as somebody would use it who is after a key. What would change something is only tried. */
const routesFor = ({ certificate: { thumbprint }, fe01 }: ServedAgents): ReadonlyArray<Try> => {
  const wish = { thumbprint, password: 'a password to open it' }
  const post = (path: string, body: object): Try =>
    ({ path, method: 'POST', type: JSON_TYPE, body: JSON.stringify(body) })
  return [
    ...Object.keys(commands).map((name) => post(paths.command(name), { thumbprint, dryRun: true })),
    post(exporting, { ...wish, dryRun: true }),
    post(exporting, wish),
    ...Object.keys(questions).flatMap((name): ReadonlyArray<Try> => [
      { path: paths.question(name), method: 'GET' },
      { path: `${paths.question(name)}?thumbprint=${thumbprint}`, method: 'GET' },
    ]),
    ...[paths.metrics, paths.openApi, paths.page, paths.health, paths.ready, '/vault', '/v1/questions/..%2fvault']
      .map((path): Try => ({ path, method: 'GET' })),
    ...Object.values(agentRoutes).flatMap((path): ReadonlyArray<Try> => [
      { path, method: 'POST', type: JOSE, body: JSON.stringify(wish) },
      { path, method: 'POST', type: JOSE, body: fe01.message(path, wish) },
    ]),
  ]
}

const sendAs = (url: string, token: string | null, { path, method, type, body }: Try) =>
  hear(`${url}${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...(body === undefined ? {} : { body }),
  })

/** What a stream of events has told within a moment. */
const eventsAs = async (url: string, token: string | null): Promise<string> => {
  const end = new AbortController()
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  const { body } = await request(`${url}${paths.events}?after=0`, { headers, signal: end.signal })
  const read: Array<Buffer> = []
  const reading = (async () => {
    for await (const chunk of body) read.push(chunk as Buffer)
  })().catch(() => undefined)
  await sleep(150)
  end.abort()
  await reading
  return Buffer.concat(read).toString('latin1')
}

const everybody = async (server: Serving, { fe02 }: ServedAgents) => {
  const invented = `clt_${'a'.repeat(16)}_${'A'.repeat(43)}`
  const roles = await Promise.all(accessRoles.map(async (role) => [role, await server.tokenFor(role)] as const))
  const agent = fe02.message(agentRoutes.sync, { version: '0.1.0', entries: [] })
  return [...roles, ['nobody', null], ['a stranger', invented], ['an agent', agent]] as const
}

describe('A private key', () => {
  it('is handed out by one route, to those who may administer, whoever asks by whatever route', async () => {
    const server = await serving({ limits: { refusedPerMinute: 100_000 } })
    const agents = await servedAgents(server)
    const scan = secretScanner(secretNumbersOf('the key', agents.certificate.pkcs8))
    const handedOut: Array<string> = []
    for (const [who, token] of await everybody(server, agents)) {
      for (const one of routesFor(agents)) {
        const { status, text, json } = await sendAs(server.url, token, one)
        expect(status, `${who} ${one.path}`).toBeLessThan(500)
        expect(scan(Buffer.from(text, 'latin1')), `${who} ${one.path}`).toEqual([])
        if (json['file'] !== undefined || /"sealed"/.test(text)) handedOut.push(`${who} ${one.path}`)
      }
      expect(scan(Buffer.from(await eventsAs(server.url, token), 'latin1')), `${who} events`).toEqual([])
    }
    expect(handedOut).toEqual(rolesWith(commands.ExportCertificate.right).map((role) => `${role} ${exporting}`))
  })
})
