import { request, type Dispatcher } from 'undici'
import { onTestFinished } from 'vitest'
import type { EventLog } from '../../../application/ports/event-log.js'
import type { CommandName } from '../../../application/commands/catalogue.js'
import type { AccessRole } from '../../../domain/values/access-role.js'
import type { Limits } from '../../../infrastructure/http/limits.js'
import { metersOf } from '../../../infrastructure/http/meters.js'
import type { Tls } from '../../../infrastructure/http/raw-server.js'
import { jsonLog } from '../../../infrastructure/http/server-log.js'
import { startServer, type RunningServer } from '../../../infrastructure/http/start-server.js'
import { openService } from '../../../infrastructure/system/open-service.js'
import type { Service } from '../../../infrastructure/system/service.js'
import { freshLedger } from '../ledger/disk-ledger.js'
import { alice } from '../ledger/memory-ledger.js'
import { must } from '../log-reading.js'

type Headers = Readonly<Record<string, string>>

/** An answer as it came, its JSON read. */
export type Heard = {
  readonly status: number
  readonly headers: Dispatcher.ResponseData['headers']
  readonly text: string
  readonly json: Readonly<Record<string, unknown>>
}

/** A server of this process on a port of its own, and what it wrote into its log. */
export type Serving = RunningServer & {
  readonly service: Service
  readonly log: ReadonlyArray<string>
  /** A token with these roles. */
  readonly tokenFor: (...roles: ReadonlyArray<AccessRole>) => Promise<string>
}

export type ServingOptions = {
  readonly limits?: Partial<Limits>
  readonly tls?: Tls
  readonly directory?: string
  readonly service?: (service: Service) => Service
  readonly watch?: (eventLog: EventLog) => EventLog
}

let granted = 0

const granting = async (service: Service, roles: ReadonlyArray<AccessRole>): Promise<string> => {
  granted += 1
  const input = { subject: `${roles.join('-')}-${granted}`, roles: [...roles] }
  const { token } = must(await service.command('GrantAccess', input, alice)())
  return Buffer.from(token?.text?.reveal() ?? '').toString('ascii')
}

/** Starts a server over a fresh ledger; both end with the test. */
export const serving = async (options: ServingOptions = {}): Promise<Serving> => {
  const { limits = {}, tls = null, directory = freshLedger(), service: changed = (same) => same } = options
  const watch = options.watch ?? ((eventLog) => eventLog)
  const service = must(await openService({ directory, create: true, passphrase: null, watch })())
  const log: Array<string> = []
  const running = must(await startServer(changed(service), {
    address: { host: '127.0.0.1', port: 0 },
    tls,
    limits,
    meters: metersOf(),
    log: jsonLog((line) => { log.push(line) }, () => new Date().toISOString()),
  })())
  onTestFinished(async () => {
    await running.stop()
    await service.close()
  })
  return { ...running, service, log, tokenFor: (...roles) => granting(service, roles) }
}

/** The header that lets in whoever has the token. */
export const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` })

const parsed = (text: string): Readonly<Record<string, unknown>> => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

type Said = { readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly headers?: Headers; readonly body?: string }

/** One request, as any client would send it. */
export const hear = async (url: string, { method = 'GET', headers = {}, body }: Said = {}): Promise<Heard> => {
  const answer = await request(url, { method, headers, ...(body === undefined ? {} : { body }) })
  const text = await answer.body.text()
  return { status: answer.statusCode, headers: answer.headers, text, json: parsed(text) }
}

const pathOf = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()

/** Sends a command of the catalogue. */
export const commanding = (
  { url }: Pick<RunningServer, 'url'>,
  token: string,
  name: CommandName,
  body: Readonly<Record<string, unknown>> = {},
  headers: Headers = {},
): Promise<Heard> =>
  hear(`${url}/v1/commands/${pathOf(name)}`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

/** Asks a question of the catalogue. */
export const asking = (
  { url }: Pick<RunningServer, 'url'>,
  token: string,
  name: string,
  query: Readonly<Record<string, string>> = {},
): Promise<Heard> =>
  hear(`${url}/v1/questions/${pathOf(name)}?${new URLSearchParams(query).toString()}`, { headers: bearer(token) })
