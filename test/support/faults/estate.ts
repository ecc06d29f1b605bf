import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { CommandName } from '../../../application/commands/catalogue.js'
import { Fqdn } from '../../../domain/values/fqdn.js'
import { paths } from '../../../infrastructure/shared/route-name.js'
import { enrolHere } from '../../../infrastructure/system/agent.js'
import type { QuestionName } from '../../../projections/questions/catalogue.js'
import { decoded } from '../decoded.js'
import { bearer, hear } from '../http/running-server.js'
import { freshFolder, freshLedger, openLedger, sendTo } from '../ledger/disk-ledger.js'
import { realCertificate } from '../ledger/real-certificates.js'
import { must } from '../log-reading.js'
import { agentsProcess, type AgentsProcess } from './agents-process.js'
import { servingProcess, type ServingProcess } from './serving-process.js'

type Json = Readonly<Record<string, unknown>>

/** A front end with the directories of its agent. */
export type FrontEndHere = { readonly fqdn: Fqdn; readonly state: string; readonly store: string }

/** A server and agents as separate processes, all of them enrolled. */
export type Estate = {
  readonly directory: string
  readonly frontEnds: ReadonlyArray<FrontEndHere>
  readonly server: ServingProcess
  readonly agents: ReadonlyArray<AgentsProcess>
  /** Thumbprints of certificates that were imported with their keys. */
  readonly certificates: ReadonlyArray<string>
  /** Says a command until the server has answered it; it is done once, however often the server dies meanwhile. */
  readonly command: (name: CommandName, body: Json) => Promise<Json>
  readonly ask: (name: QuestionName, query?: Readonly<Record<string, string>>) => Promise<Json>
  readonly end: () => Promise<void>
}

const ROLE_BY_NAME = 'sts.contoso.com'

const grantedIn = async (directory: string): Promise<string> => {
  const session = await openLedger(directory)
  const input = { subject: 'admin', roles: ['administrator'] }
  const { token } = must(await sendTo(session, { name: 'GrantAccess', input }))
  await session.close()
  return Buffer.from(token?.text?.reveal() ?? '').toString('ascii')
}

const untilAnswered = async <A>(ask: () => Promise<A>): Promise<A> => {
  for (let left = 200; ; left -= 1) {
    try {
      return await ask()
    } catch (thrown) {
      if (left === 0 || !(thrown instanceof Error) || !('code' in thrown)) throw thrown
      await pause(50)
    }
  }
}

const speaking = (url: string, token: string): Pick<Estate, 'command' | 'ask'> => {
  let sent = 0
  const heard = async (path: string, said: Parameters<typeof hear>[1]): Promise<Json> => {
    const { status, json, text } = await untilAnswered(() => hear(`${url}${path}`, said))
    if (status !== 200) throw new Error(`${path}: ${text}`)
    return json
  }
  return {
    ask: (name, query = {}) =>
      heard(`${paths.question(name)}?${new URLSearchParams(query).toString()}`, { headers: bearer(token) }),
    command: (name, body) => {
      sent += 1
      const headers = { ...bearer(token), 'content-type': 'application/json', 'idempotency-key': `n${sent}` }
      return heard(paths.command(name), { method: 'POST', headers, body: JSON.stringify(body) })
    },
  }
}

const enrolled = async (
  { command }: Pick<Estate, 'command'>,
  server: string,
  { fqdn, state, store }: FrontEndHere,
): Promise<void> => {
  await command('RegisterFrontEnd', { fqdn })
  const { token } = await command('InviteAgent', { fqdn })
  const invitation = (token as { readonly text: string }).text
  const signal = new AbortController().signal
  const asked = { state, store, server, fqdn, ca: null, client: null, invitation, version: '0.1.0', signal }
  const { fingerprint } = must(await enrolHere(asked)())
  await command('ConfirmEnrolment', { fqdn, fingerprint })
}

const imported = async ({ command }: Pick<Estate, 'command'>, count: number): Promise<ReadonlyArray<string>> => {
  const all = Array.from({ length: count }, () => realCertificate(ROLE_BY_NAME, 'RSA 2048'))
  for (const one of all) {
    const file = Buffer.from(one.pfx('secret')).toString('base64')
    await command('ImportCertificate', { file, password: 'secret' })
  }
  return all.map(({ thumbprint }) => thumbprint)
}

/** So many front ends, some of their agents in each process, and three certificates. Ends with the test. */
export const estateOf = async (count: number, perProcess: number): Promise<Estate> => {
  const directory = freshLedger()
  const folder = freshFolder()
  const token = await grantedIn(directory)
  const server = await servingProcess(directory)
  onTestFinished(server.kill)
  const frontEnds = Array.from({ length: count }, (_, n): FrontEndHere => ({
    fqdn: decoded(Fqdn, `fe${n}.contoso.com`),
    state: join(folder, `fe${n}`, 'state'),
    store: join(folder, `fe${n}`, 'store'),
  }))
  const spoken = speaking(server.url, token)
  for (const frontEnd of frontEnds) await enrolled(spoken, server.url, frontEnd)
  const certificates = await imported(spoken, 3)
  const agents = Array.from({ length: Math.ceil(count / perProcess) }, (_, n) =>
    agentsProcess(frontEnds.slice(n * perProcess, (n + 1) * perProcess).map(({ state }) => state)))
  const end = async (): Promise<void> => {
    await Promise.all([server, ...agents].map(({ kill }) => kill()))
  }
  onTestFinished(end)
  await Promise.all(agents.map(({ start }) => start()))
  return { directory, frontEnds, server, agents, certificates, ...spoken, end }
}
