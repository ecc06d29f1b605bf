import { describe, expect, it } from 'vitest'
import { commands, type CommandName } from '../../../application/commands/catalogue.js'
import { agentRoutes, CollectAnswer, type MeantEntry } from '../../../application/agents/protocol.js'
import { questions } from '../../../projections/questions/catalogue.js'
import { openSealed } from '../../../infrastructure/sealing/open-sealed.js'
import { paths } from '../../../infrastructure/shared/route-name.js'
import type { DomainEvent } from '../../../domain/events.js'
import { beginning } from '../../../domain/values/position.js'
import { freshLedger } from '../../support/ledger/disk-ledger.js'
import { LightAgent } from '../../support/agent/light-agent.js'
import { instant } from '../../support/instants.js'
import { must } from '../../support/log-reading.js'
import { hear, serving, type Serving } from '../../support/http/running-server.js'
import { posting, servedAgents } from '../../support/http/served-agents.js'

const recorded = async ({ service }: Serving): Promise<ReadonlyArray<DomainEvent>> => {
  const head = must(await service.head()())
  const events: Array<DomainEvent> = []
  if (head === 0) return events
  const end = new AbortController()
  for await (const batch of service.follow({ after: beginning, signal: end.signal })) {
    const read = must(batch)
    events.push(...read)
    if (read.at(-1)?.position === head) return events
  }
  return events
}

const collections = async (server: Serving): Promise<ReadonlyArray<string>> =>
  (await recorded(server)).flatMap((event) => (event.type === 'KeyCollected' ? [event.data.fqdn] : []))

const problemOf = ({ text }: { readonly text: string }): unknown =>
  (JSON.parse(text) as Readonly<Record<string, unknown>>)['type']

const own = (meant: ReadonlyArray<MeantEntry>): MeantEntry => {
  const found = meant.find(({ slot }) => slot.role === 'Default')
  if (found === undefined) throw new Error('nothing is meant')
  return found
}

describe('Whoever has stolen the identity of one agent', () => {
  it('collects nothing that is meant for another, whatever he says he is', async () => {
    const server = await serving()
    const { fe01, fe02 } = await servedAgents(server)
    const { slot, generation, attempt } = own((await fe02.sync()).meant)
    const said = async (content: object, header: object = {}) => {
      const message = fe01.message(agentRoutes.collect, { slot, generation, attempt, ...content }, header)
      return problemOf(await posting(server.url, agentRoutes.collect, message))
    }
    expect(await said({})).toBe('DeliveryNotRequested')
    expect(await said({ fqdn: fe02.fqdn })).toBe('AgentMessageNotUnderstood')
    expect(await said({ fqdn: fe02.fqdn }, { kid: fe02.fqdn })).toBe('AgentSignatureInvalid')
    expect(await said({}, { alg: 'none' })).toBe('AgentMessageNotUnderstood')
    expect(await collections(server)).toEqual([])
  })

  it('opens nothing that was sealed to another', async () => {
    const server = await serving()
    const { fe01, fe02 } = await servedAgents(server)
    const { slot, generation, attempt, thumbprintSha256 } = own((await fe02.sync()).meant)
    const { sealed } = await fe02.collect({ slot, generation, attempt })
    const now = instant(new Date().toISOString())
    const expected = { fqdn: fe02.fqdn, slot, generation, attempt, thumbprintSha256, now }
    expect(await openSealed(sealed, fe01.sealing.privateKey, expected)()).toMatchObject({
      left: { because: 'SEAL_NOT_OPENED' },
    })
    expect(await openSealed(sealed, fe02.sealing.privateKey, expected)()).toMatchObject({ _tag: 'Right' })
  })

  it('speaks no more once the agent was enrolled anew', async () => {
    const server = await serving()
    const { token, fe01 } = await servedAgents(server)
    const again = new LightAgent(fe01.fqdn, fe01.post, fe01.machine)
    const ask = async (name: CommandName, body: object) =>
      (await hear(`${server.url}${paths.command(name)}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })).json
    const { token: invitation } = await ask('InviteAgent', { fqdn: fe01.fqdn })
    await again.enrol((invitation as { readonly text: string }).text)
    await ask('ConfirmEnrolment', { fqdn: fe01.fqdn, fingerprint: again.fingerprint })
    await again.start()
    await expect(fe01.sync()).rejects.toThrow('AgentSignatureInvalid')
    expect((await again.sync()).fqdn).toBe(fe01.fqdn)
  })

  it('sends no command and asks no question, with whatever he has', async () => {
    const server = await serving({ limits: { refusedPerMinute: 10_000 } })
    const { fe01 } = await servedAgents(server)
    const before = must(await server.service.head()())
    const message = fe01.message(agentRoutes.sync, { version: '0.1.0', entries: [] })
    const tokens = [message, fe01.fingerprint, fe01.keys.signing, fe01.instance]
    const asked = async (method: 'GET' | 'POST', path: string): Promise<ReadonlyArray<number>> => {
      const statuses = tokens.map(async (token) => {
        const headers = { authorization: `Bearer ${token}` }
        return (await hear(`${server.url}${path}`, { method, headers })).status
      })
      const bare = hear(`${server.url}${path}`, {
        method, ...(method === 'POST' ? { body: message, headers: { 'content-type': 'application/jose' } } : {}),
      })
      return [...(await Promise.all(statuses)), (await bare).status]
    }
    const routes = [
      ...Object.keys(commands).map((name) => ['POST', paths.command(name)] as const),
      ...Object.keys(questions).map((name) => ['GET', paths.question(name)] as const),
      ['GET', paths.events] as const,
      ['GET', paths.metrics] as const,
    ]
    for (const [method, path] of routes) expect(new Set(await asked(method, path)), path).toEqual(new Set([401]))
    const since = (await recorded(server)).slice(before)
    expect(since.filter(({ type }) => type !== 'AttemptsRefused')).toEqual([])
  })
})

describe('A message that was captured', () => {
  it('is refused when it is said again, and hands out nothing a second time', async () => {
    const server = await serving()
    const { fe02, sent } = await servedAgents(server)
    const entry = own((await fe02.sync()).meant)
    await fe02.collect(entry)
    const captured = sent.at(-1)?.message ?? ''
    expect(problemOf(await posting(server.url, agentRoutes.collect, captured))).toBe('AgentMessageReplayed')
    expect(await collections(server)).toEqual([fe02.fqdn])
  })

  it('is refused at every other route', async () => {
    const server = await serving()
    const { fe02, sent } = await servedAgents(server)
    await fe02.sync()
    const captured = sent.at(-1)?.message ?? ''
    for (const route of Object.values(agentRoutes).filter((path) => path !== agentRoutes.sync)) {
      expect(problemOf(await posting(server.url, route, captured)), route).toBe('AgentMessageNotUnderstood')
    }
  })

  it('is refused by another run of the server', async () => {
    const directory = freshLedger()
    const server = await serving({ directory })
    const other = await serving({ directory })
    const { fe02, sent } = await servedAgents(server)
    await fe02.sync()
    const captured = sent.at(-1)?.message ?? ''
    expect(problemOf(await posting(other.url, agentRoutes.sync, captured))).toBe('AgentSessionUnknown')
  })

  it('that was never answered gives its key to whoever has the sealing key, and to nobody else', async () => {
    const server = await serving()
    const { fe01, fe02 } = await servedAgents(server)
    const entry = own((await fe02.sync()).meant)
    const { slot, generation, attempt, thumbprintSha256 } = entry
    const message = fe02.message(agentRoutes.collect, { slot, generation, attempt })
    const { text } = await posting(server.url, agentRoutes.collect, message)
    const answer: unknown = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString('utf8'))
    if (!CollectAnswer.is(answer)) throw new Error(text)
    const now = instant(new Date().toISOString())
    const expected = { fqdn: fe02.fqdn, slot, generation, attempt, thumbprintSha256, now }
    expect(await openSealed(answer.sealed, fe01.sealing.privateKey, expected)()).toMatchObject({ _tag: 'Left' })
    await expect(fe02.collect(entry)).rejects.toThrow('KeyAlreadyCollected')
    expect((await recorded(server)).map(({ type }) => type)).toContain('CollectionRefused')
  })
})
