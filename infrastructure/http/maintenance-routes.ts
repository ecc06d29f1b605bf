import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pipe, TE, type TaskEither } from '../../application/prelude.js'
import type { Right } from '../../domain/values/rights.js'
import { json } from '../wording/json.js'
import { plain } from '../wording/plain.js'
import type { SpokenError } from '../wording/problem.js'
import { answering, JSON_TYPE } from './answer.js'
import { inFlight, type InFlight } from './in-flight.js'
import { paths } from '../shared/route-name.js'
import type { Tools } from './tools.js'
import { watchedWork, type Work } from './watched-work.js'

type Content = Readonly<Record<string, unknown>>

type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly right: Right
  readonly attempted: string
}

/** Reading or building everything keeps a disk busy. */
const AT_ONCE = 1

/**
 * The care of a ledger: what `certledger roll activate` and `certledger doctor` do besides commands and questions.
 * What destroys keys, reads everything or tells of the vault needs the right to administer.
 */
export const maintenanceRoutes = (app: FastifyInstance, tools: Tools, turnstile: InFlight): void => {
  const { gate, service } = tools
  const heavy = inFlight(AT_ONCE)
  type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>
  const route = ({ method, path, right, attempted }: Route, gated: InFlight, handler: Handler): void => {
    app.route({ method, url: path, onRequest: gate.hook({ right, attempted, turnstile: gated }), handler })
  }
  const tells = (where: Route, content: () => TaskEither<SpokenError, Content>): void =>
    route(where, turnstile, (_request, reply) => {
      const answer = pipe(content(), TE.map((told) => ({ mediaType: JSON_TYPE, body: json(plain(told)) })))
      return answering(reply, answer, () => undefined)
    })
  const works = (path: string, attempted: string, work: Work): void =>
    route({ method: 'POST', path, right: 'administer', attempted }, heavy, async (_request, reply) =>
      watchedWork(reply, tools, work))

  tells({ method: 'POST', path: paths.dueRolls, right: 'operate', attempted: 'ActivateDueRolls' }, () =>
    pipe(service.activateDueRolls(), TE.map((events) => ({ events }))))
  tells({ method: 'GET', path: paths.nextEffectiveInstant, right: 'ask', attempted: 'NextEffectiveInstant' }, () =>
    pipe(service.nextEffectiveInstant(), TE.map((nextEffectiveInstant) => ({ nextEffectiveInstant }))))
  tells({ method: 'GET', path: paths.vaultAudit, right: 'administer', attempted: 'AuditVault' }, service.auditVault)
  tells({ method: 'POST', path: paths.vaultSweep, right: 'administer', attempted: 'SweepVault' }, () =>
    pipe(service.sweepVault(), TE.map((destroyed) => ({ destroyed }))))
  works(paths.verifyRecords, 'VerifyRecords', service.verifyRecords)
  works(paths.rebuildReadSide, 'RebuildReadSide', service.rebuildReadSide)
}
