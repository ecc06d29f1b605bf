import { E, pipe, TE, type TaskEither } from '../../application/prelude.js'
import { listenAddress, type ListenAddress } from '../http/listen-address.js'
import { meteredLog, metersOf } from '../http/meters.js'
import type { Tls } from '../http/raw-server.js'
import { jsonLog, type ServerLog } from '../http/server-log.js'
import { startServer, type RunningServer } from '../http/start-server.js'
import { readTls, type TlsFiles } from '../http/tls-files.js'
import { problemOf, type SpokenError } from '../wording/problem.js'
import { openService, type ServiceOptions } from './open-service.js'
import { runReactions, type Reacted } from './run-reactions.js'
import type { Service } from './service.js'

export type ServeOptions = Omit<ServiceOptions, 'watch'> & {
  /** `HOST:PORT`; port 0 takes one that is free. */
  readonly listen: string
  /** null: plain HTTP, on loopback only. */
  readonly tls: TlsFiles | null
  /** Of the program. */
  readonly version: string
  /** Gets whole lines of JSON. */
  readonly writeLog: (line: string) => void
}

export type Served = {
  readonly url: string
  /** Whether somebody may administer by now; without that nobody can grant access over the network. */
  readonly hasAdministrator: boolean
  /** Ends what runs, in order, and closes the ledger. */
  readonly stop: () => Promise<void>
}

const reacted = (log: ServerLog): Reacted => (reaction, outcome) => {
  if (E.isRight(outcome)) log('info', 'reacted', { reaction, events: outcome.right })
  else log('warn', 'a reaction failed and is tried again', { reaction, problem: problemOf(outcome.left).type })
}

const administered = ({ question }: Service): TaskEither<SpokenError, boolean> =>
  pipe(
    question('ListAccess', { right: 'administer' }, { at: null, knownAt: null }),
    TE.map((answer) => {
      const people = answer['access']
      return Array.isArray(people) && people.length > 0
    }),
  )

const running = (service: Service, server: RunningServer, hasAdministrator: boolean, log: ServerLog): Served => {
  const end = new AbortController()
  const reactions = runReactions(service, end.signal, reacted(log))
  reactions.catch(() => log('error', 'the reactions have ended'))
  const stop = async (): Promise<void> => {
    log('info', 'stopping')
    await server.stop()
    end.abort()
    await reactions.catch(() => undefined)
    await service.close()
    log('info', 'stopped')
  }
  let stopped: Promise<void> | null = null
  log('info', 'listening', { url: server.url })
  return { url: server.url, hasAdministrator, stop: () => (stopped ??= stop()) }
}

type Prepared = { readonly address: ListenAddress; readonly tls: Tls | null }

const opened = (options: ServeOptions, { address, tls }: Prepared): TaskEither<SpokenError, Served> => {
  const { version } = options
  const meters = metersOf()
  return pipe(
    openService({ ...options, watch: meteredLog(meters) }),
    TE.chainW((service) => {
      const log = jsonLog(options.writeLog, service.now)
      return pipe(
        TE.Do,
        TE.bindW('hasAdministrator', () => administered(service)),
        TE.bindW('server', () => startServer(service, { address, tls, log, meters, version })),
        TE.map(({ hasAdministrator, server }) => running(service, server, hasAdministrator, log)),
        TE.orElseFirstTaskK(() => service.close),
      )
    }),
  )
}

/** Serves the ledger of a directory over HTTP, and lets it react, until it is stopped. */
export const serveLedger = (options: ServeOptions): TaskEither<SpokenError, Served> =>
  pipe(
    TE.Do,
    TE.bindW('address', () => TE.fromEither(listenAddress(options.listen))),
    TE.bindW('tls', () => (options.tls === null ? TE.right(null) : readTls(options.tls))),
    TE.chainW((prepared) => opened(options, prepared)),
  )
