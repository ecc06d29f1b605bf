import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { E, type Either, type TaskEither } from '../../application/prelude.js'
import type { Service } from '../system/service.js'
import type { ServerError } from '../wording/server-error.js'
import { appOf } from './app.js'
import { gateOf } from './gate.js'
import { idempotency } from './idempotency.js'
import { defaultLimits, type Limits } from './limits.js'
import { hostInUrl, isLoopback, type ListenAddress } from './listen-address.js'
import type { Meters } from './meters.js'
import type { Tls } from './raw-server.js'
import type { ServerLog } from './server-log.js'
import type { Tools } from './tools.js'

export type ServerOptions = {
  readonly address: ListenAddress
  /** null: plain HTTP, which only this machine may reach. */
  readonly tls: Tls | null
  readonly log: ServerLog
  readonly meters: Meters
  readonly limits?: Partial<Limits>
  /** Of the program, to be shown. */
  readonly version?: string
}

export type RunningServer = {
  /** `https://host:port`, with the port that was taken. */
  readonly url: string
  /**
   * Begins nothing more, ends what lasts, and waits for what was begun, ten seconds at most. The ledger stays open. A
   * second call waits for the first.
   */
  readonly stop: () => Promise<void>
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'UNKNOWN'

const stopping = (app: FastifyInstance, end: AbortController, { graceMs }: Limits): (() => Promise<void>) => {
  let stopped: Promise<void> | null = null
  const stop = async (): Promise<void> => {
    end.abort()
    const closed = app.close()
    const late = new AbortController()
    await Promise.race([closed, sleep(graceMs, undefined, { signal: late.signal }).catch(() => undefined)])
    late.abort()
    app.server.closeAllConnections()
    await closed
  }
  return () => (stopped ??= stop())
}

const urlOf = (app: FastifyInstance, { address: { host }, tls }: ServerOptions): string => {
  const bound: AddressInfo | string | null = app.server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  return `${tls === null ? 'http' : 'https'}://${hostInUrl(host)}:${port}`
}

const appWith = (service: Service, options: ServerOptions, limits: Limits, end: AbortSignal): FastifyInstance => {
  const { log, meters, version = 'unknown' } = options
  const gate = gateOf(service, limits)
  const once = idempotency(service)
  const tools: Tools = { service, limits, gate, meters, log, idempotency: once, version, stopping: end }
  return appOf(tools, options.tls)
}

/** Serves a ledger over HTTP until it is stopped. Beyond loopback only with TLS. */
export const startServer =
  (service: Service, options: ServerOptions): TaskEither<ServerError, RunningServer> =>
  async (): Promise<Either<ServerError, RunningServer>> => {
    const { address, tls } = options
    if (tls === null && !isLoopback(address)) return E.left({ _tag: 'TlsRequired', host: address.host })
    const limits = { ...defaultLimits, ...options.limits }
    const end = new AbortController()
    const app = appWith(service, options, limits, end.signal)
    try {
      await app.listen({ host: address.host, port: address.port })
    } catch (thrown) {
      await app.close()
      const reason = codeOf(thrown)
      return E.left({ _tag: 'AddressUnusable', address: `${hostInUrl(address.host)}:${address.port}`, reason })
    }
    return E.right({ url: urlOf(app, options), stop: stopping(app, end, limits) })
  }
