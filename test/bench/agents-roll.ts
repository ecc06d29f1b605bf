import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { samplePfx } from '../../examples/sample-pfx.js'
import { LightAgent, type PostMessage } from '../support/agent/light-agent.js'
import type { BenchRow } from './measure.js'
import { serveLedger, type ServedLedger } from './served-ledger.js'

const CONNECTIONS = 64
const DAY_MS = 86_400_000
const ROLE = 'OAuthTokenIssuer'

type Counted = { readonly post: PostMessage; readonly requests: () => number }

const counting = ({ pool }: ServedLedger): Counted => {
  let requests = 0
  return {
    requests: () => requests,
    post: async (path, message) => {
      requests += 1
      const headers = { 'content-type': 'application/jose' }
      const answer = await pool.request({ path, method: 'POST', headers, body: message })
      return { status: answer.statusCode, text: await answer.body.text() }
    },
  }
}

/** Does something for each of them, so many at once. */
const forEach = async <A>(all: ReadonlyArray<A>, width: number, work: (one: A) => Promise<unknown>): Promise<void> => {
  const left = all.values()
  const worker = async (): Promise<void> => {
    for (const one of left) await work(one)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

const enrolled = async ({ command }: ServedLedger, agent: LightAgent): Promise<void> => {
  const { fqdn } = agent
  await command('register-front-end', { fqdn })
  const { token } = await command('invite-agent', { fqdn })
  await agent.enrol(String((token as { readonly text: unknown }).text))
  await command('confirm-enrolment', { fqdn, fingerprint: agent.fingerprint })
  await agent.round()
}

const positionOf = ({ position }: Readonly<Record<string, unknown>>): number => Number(position)

const imported = async ({ command }: ServedLedger, name: string): Promise<string> => {
  const { pfx, thumbprint } = await samplePfx(name, 'bench', -1, 3650)
  await command('import-certificate', { file: Buffer.from(pfx).toString('base64'), password: 'bench' })
  return thumbprint
}

/** Asks as an agent does, when it was told to, until it has proved two certificates. */
const untilProved = async (agent: LightAgent, count: number, firstMs: number): Promise<void> => {
  await sleep(firstMs)
  for (;;) {
    const { meant, askAgainMs } = await agent.round()
    if (meant.filter(({ progress }) => progress === 'proved').length === count) return
    await sleep(askAgainMs * (0.9 + Math.random() / 5))
  }
}

type Rolled = {
  readonly seconds: number
  readonly requests: number
  readonly events: number
  readonly peakMb: number
}

const IDLE_MS = 15_000

const rolled = async (served: ServedLedger, count: number): Promise<Omit<Rolled, 'peakMb'>> => {
  const counted = counting(served)
  const agents = Array.from({ length: count }, (_, n) => new LightAgent(`fe${n}.contoso.com`, counted.post))
  await forEach(agents, 32, (agent) => enrolled(served, agent))
  const [first, next] = [await imported(served, 'sts1.contoso.com'), await imported(served, 'sts2.contoso.com')]
  const before = counted.requests()
  const polling = agents.map((agent) => untilProved(agent, 2, Math.random() * IDLE_MS))
  const start = performance.now()
  const effectiveDate = new Date(Date.now() + 7 * DAY_MS).toISOString()
  const assigned = await served.command('assign-certificate', { type: [ROLE], thumbprint: first })
  await served.command('assign-certificate', { type: [ROLE], thumbprint: next, roll: true, effectiveDate, force: true })
  await Promise.all(polling)
  const seconds = (performance.now() - start) / 1000
  const end = positionOf(await served.ask('get-certificate', { type: ROLE }))
  return { seconds, requests: counted.requests() - before, events: end - positionOf(assigned) + 1 }
}

const rowsOf = (count: number, { seconds, requests, events, peakMb }: Rolled): ReadonlyArray<BenchRow> => {
  const who = `${count.toLocaleString('en-US')} agents`
  const rates = `${Math.round(requests / seconds)} requests/s, ${Math.round(events / seconds)} events/s`
  return [
    {
      what: `a global roll reaches ${who}`, project: seconds, raw: null, unit: 's', bar: '< 60 s', met: seconds < 60,
      note: `each asks every 15 s; ${rates}`,
    },
    {
      what: 'peak memory of their server', project: peakMb, raw: null, unit: 'MB', bar: '< 500 MB', met: peakMb < 500,
      note: 'enrolment of the agents included',
    },
  ]
}

/** So many agents over real HTTP take a certificate at once and its successor ahead, until the last has proved both. */
export const agentsRoll = async (folder: string, count: number): Promise<ReadonlyArray<BenchRow>> => {
  const served = await serveLedger(join(folder, 'agents'), CONNECTIONS)
  const figures = await rolled(served, count)
  return rowsOf(count, { ...figures, peakMb: await served.stop() })
}
