import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { defectOf } from '../wording/defect.js'
import { agentRoutesOf, MESSAGE_TYPE } from './agent-routes.js'
import { sendProblem } from './answer.js'
import { commandRoutes } from './command-route.js'
import { documentRoutes } from './document-routes.js'
import { eventRoute } from './event-route.js'
import { fastifyFault } from './fastify-faults.js'
import { healthRoutes } from './health-routes.js'
import { inFlight } from './in-flight.js'
import { maintenanceRoutes } from './maintenance-routes.js'
import { metricsRoute } from './metrics-route.js'
import { problemDocument } from './problem-document.js'
import { questionRoutes } from './question-route.js'
import { rawServer, type Tls } from './raw-server.js'
import { securityHeaders } from './security-headers.js'
import { placesIn } from './server-log.js'
import type { Tools } from './tools.js'

const JSON_BODY = 'application/json'

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? ''

const METHODS = ['GET', 'POST'] as const

/** Nothing there, or there with another method. */
const notFound = (app: FastifyInstance) => (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const { method } = request
  const path = pathOf(request)
  const allowed = METHODS.filter((other) => app.hasRoute({ url: path, method: other }))
  const error = { method, path: path.slice(0, 200) }
  return sendProblem(
    reply.header('connection', 'close'),
    allowed.length === 0 ? { _tag: 'RouteUnknown', ...error } : { _tag: 'MethodNotAllowed', ...error, allowed },
  )
}

const bodiesAsTheyCome = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser([JSON_BODY, MESSAGE_TYPE], { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

const faults = (app: FastifyInstance, { log }: Tools): void => {
  app.setErrorHandler((thrown, request, reply) => {
    const error = fastifyFault(thrown, request, [request.url.startsWith('/v1/agent/') ? MESSAGE_TYPE : JSON_BODY])
    if (error._tag === 'Unexpected') {
      log('error', 'a defect', { id: error.id, places: placesIn(defectOf(thrown).trace) })
    }
    return sendProblem(reply.header('connection', 'close'), error)
  })
  app.setNotFoundHandler(notFound(app))
}

/** One line for each answer: names and numbers, nothing that was sent. */
const lines = (app: FastifyInstance, { log, meters }: Tools): void => {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '-'
    const status = reply.statusCode
    meters.requests.inc({ route, status })
    log('info', 'answered', {
      id: request.id, method: request.method, route, status, ms: Math.round(reply.elapsedTime), address: request.ip,
    })
    done()
  })
}

/** A path that cannot be decoded reaches no hook. */
const malformed = problemDocument({ _tag: 'RequestNotUnderstood', because: 'malformed' })

/** A server with all its routes that does not listen yet. */
export const appOf = (tools: Tools, tls: Tls | null): FastifyInstance => {
  const { limits, stopping } = tools
  const app = fastify({
    logger: false,
    bodyLimit: limits.bodyBytes,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: false,
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false, maxParamLength: 100 },
    frameworkErrors: (_error, _request, { raw }) => {
      const { status, headers, body } = malformed
      const length = { 'content-length': String(Buffer.byteLength(body)) }
      raw.writeHead(status, { ...securityHeaders(tls !== null), ...headers, ...length }).end(body)
    },
    serverFactory: (handler) => rawServer(handler, limits, tls),
  })
  bodiesAsTheyCome(app)
  faults(app, tools)
  lines(app, tools)
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(tls !== null))
    const isHealth = request.routeOptions.url === '/healthz' || request.routeOptions.url === '/readyz'
    const mayBegin = isHealth || !stopping.aborted
    return mayBegin ? undefined : sendProblem(reply.header('connection', 'close'), { _tag: 'ServerStopping' })
  })
  const turnstile = inFlight(limits.inFlight)
  commandRoutes(app, tools, turnstile)
  questionRoutes(app, tools, turnstile)
  maintenanceRoutes(app, tools, turnstile)
  eventRoute(app, tools)
  agentRoutesOf(app, tools, turnstile)
  healthRoutes(app, tools)
  documentRoutes(app, tools.version)
  metricsRoute(app, tools, turnstile)
  return app
}
