import type { FastifyInstance } from 'fastify'
import { E, pipe, TE } from '../../application/prelude.js'
import { json } from '../wording/json.js'
import { problemOf } from '../wording/problem.js'
import { JSON_TYPE } from './answer.js'
import { paths } from '../shared/route-name.js'
import type { Tools } from './tools.js'

type Health = { readonly status: number; readonly body: string }

const healthy: Health = { status: 200, body: json({ status: 'ok' }) }
const stopping: Health = { status: 503, body: json({ status: 'stopping' }) }

/** That the log can be read and the rows follow it. Only the type of an error is told: anybody may ask. */
const readiness = async ({ service }: Tools): Promise<Health> => {
  const outcome = await pipe(service.head(), TE.chainW(() => service.nextEffectiveInstant()))()
  return E.isRight(outcome)
    ? { status: 200, body: json({ status: 'ready' }) }
    : { status: 503, body: json({ status: 'unready', type: problemOf(outcome.left).type }) }
}

const SHARED_MS = 1_000

/** Whether the server lives, and whether it can answer; the ledger is asked for it once a second at most. */
export const healthRoutes = (app: FastifyInstance, tools: Tools): void => {
  let last: { readonly until: number; readonly health: Promise<Health> } | null = null
  const ready = (): Promise<Health> => {
    const now = Date.now()
    if (last === null || now >= last.until) last = { until: now + SHARED_MS, health: readiness(tools) }
    return tools.stopping.aborted ? Promise.resolve(stopping) : last.health
  }
  const tell = (path: string, health: () => Promise<Health>): void => {
    app.get(path, async (_request, reply) => {
      const { status, body } = await health()
      return reply.code(status).header('content-type', JSON_TYPE).send(body)
    })
  }
  tell(paths.health, () => Promise.resolve(healthy))
  tell(paths.ready, ready)
}
